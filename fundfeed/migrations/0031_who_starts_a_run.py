"""No screen ever started a run by itself: it retries one, or two people decide about its delivery."""

from django.db import migrations, models

TRIGGERS = [
    ("schedule", "Schedule"),
    ("command", "Command"),
    ("retry", "Retry"),
    ("decision", "Decision"),
    ("day", "a date that came"),
]


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0030_lists_of_years")]

    operations = [migrations.AlterField("feedrun", "trigger", models.CharField(choices=TRIGGERS, max_length=20))]
