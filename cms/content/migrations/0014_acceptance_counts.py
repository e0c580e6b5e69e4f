"""Acceptances of long ago go on as numbers by wording and day, so that the table stays bounded; pages say their ids."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0013_redirects'),
    ]

    operations = [
        migrations.CreateModel(
            name='Accepted',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('receipt', models.UUIDField(null=True)),
                ('text_sha256', models.CharField(max_length=64)),
                ('accepted_at', models.DateTimeField(help_text='Of a number: the first one')),
                ('last_at', models.DateTimeField()),
                ('times', models.PositiveBigIntegerField()),
            ],
            options={
                'db_table': 'content_accepted',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='LegalAcceptanceCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('acceptances', models.PositiveBigIntegerField()),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.legalnotice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('notice', 'text_sha256', 'day'), name='counted_once_a_day')],
            },
        ),
        migrations.RunSQL((SQL / '0014_sums.sql').read_text(), (SQL / '0014_sums_back.sql').read_text()),
        migrations.RunSQL((SQL / '0014_page_ids.sql').read_text(), (SQL / '0014_page_ids_back.sql').read_text()),
    ]
