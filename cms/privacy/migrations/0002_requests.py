import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cms.accounts.grants import LOOK, MAKE, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, SYSTEM_ADMINISTRATOR
from cms.audit.watching import watch
from cms.moderation.triggers import guard_snippet

BOOKKEEPING = ('latest_revision_id', 'has_unpublished_changes')


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_retention'),
        ('moderation', '0006_polish_publications'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonalDataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('live', models.BooleanField(default=False, editable=False)),
                ('kind', models.CharField(choices=[('export', 'a copy of what is kept'), ('erase', 'erase what need not stay')], max_length=10, verbose_name='asked for')),
                ('reason', models.TextField(help_text='When and how the person asked, and how you made sure who it was')),
                ('carried_out_at', models.DateTimeField(editable=False, null=True, verbose_name='carried out')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request about personal data',
                'verbose_name_plural': 'requests about personal data',
            },
        ),
        guard_snippet('privacy_personaldatarequest', apart=('carried_out_at',)),
        watch('privacy_personaldatarequest', action='words.data_request.*', unkept=BOOKKEEPING),
        grant(
            'privacy',
            'personaldatarequest',
            'request about personal data',
            {BUSINESS_OPERATOR: MAKE, SYSTEM_ADMINISTRATOR: MAKE, AUDITOR: LOOK},
        ),
    ]
