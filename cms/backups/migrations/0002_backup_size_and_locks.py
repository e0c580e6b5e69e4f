from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('backups', '0001_runs'),
    ]

    operations = [
        migrations.AddField(
            model_name='backuprun',
            name='database',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='backuprun',
            name='locked',
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
    ]
