from django.db import migrations, models

from cms.accounts.grants import LOOK, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, SYSTEM_ADMINISTRATOR
from cms.audit.watching import keep, let_go


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0008_types'),
        ('audit', '0004_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('removed', models.PositiveBigIntegerField()),
                ('trouble', models.CharField(blank=True, help_text='Empty: it went well', max_length=500)),
            ],
            options={
                'ordering': ('-pk',),
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['entry', '-at'], name='retention_of_entry')],
            },
        ),
        migrations.RunSQL(keep('privacy_retentionrun'), let_go('privacy_retentionrun')),
        grant(
            'privacy',
            'retentionrun',
            'retention run',
            {SYSTEM_ADMINISTRATOR: LOOK, AUDITOR: LOOK, BUSINESS_OPERATOR: LOOK},
        ),
    ]
