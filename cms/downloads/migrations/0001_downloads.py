
from django.db import migrations, models

from cms.accounts.grants import LOOK, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, FUND_DATA_MANAGER, MARKETING, SYSTEM_ADMINISTRATOR


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("accounts", "0002_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name='AddedBatch',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('added_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='DocumentDownload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('day', models.DateField()),
                ('is_by_robots', models.BooleanField()),
                ('count', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': 'download count',
                'indexes': [models.Index(fields=['day'], name='downloads_by_day')],
                'constraints': [models.UniqueConstraint(fields=('sha256', 'day', 'is_by_robots'), name='downloads_of_a_day_once')],
            },
        ),
        grant(
            "downloads",
            "documentdownload",
            "download count",
            {role: LOOK for role in (BUSINESS_OPERATOR, MARKETING, FUND_DATA_MANAGER, SYSTEM_ADMINISTRATOR, AUDITOR)},
        ),
    ]
