"""Requests for help, apart from their cases, so that what they say of people can be erased."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cms.accounts.grants import grant
from cms.accounts.roles import (
    AUDITOR,
    BUSINESS_OPERATOR,
    CONTENT_MANAGER,
    FUND_DATA_MANAGER,
    IT_OPERATOR,
    MARKETING,
    SYSTEM_ADMINISTRATOR,
    SYSTEM_OPERATOR,
)

ANSWER = dict.fromkeys((SYSTEM_OPERATOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR), ("add", "change", "view"))
ASK = dict.fromkeys((FUND_DATA_MANAGER, CONTENT_MANAGER, MARKETING, BUSINESS_OPERATOR, AUDITOR), ("add",))


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_cases'),
        ('support', '0001_articles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('site', "The site doesn't work as it should"), ('fund', 'A fund or a figure'), ('document', 'A document'), ('api', 'Data and API'), ('account', 'Signing in'), ('other', 'Something else')], max_length=8)),
                ('locale', models.CharField(db_default='en', default='en', max_length=10)),
                ('fund_id', models.CharField(blank=True, max_length=20, verbose_name='fund')),
                ('document_sha256', models.CharField(blank=True, max_length=64, verbose_name='document')),
                ('incident', models.CharField(blank=True, max_length=20, verbose_name="incident's number")),
                ('article', models.SlugField(blank=True, max_length=60, verbose_name='article')),
                ('name', models.CharField(blank=True, max_length=100)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('description', models.TextField(blank=True, verbose_name='what it is about')),
                ('steps', models.TextField(blank=True, verbose_name='steps')),
                ('expected', models.TextField(blank=True)),
                ('actual', models.TextField(blank=True)),
                ('form', models.CharField(blank=True, help_text='Digest of the form: it counts once', max_length=64)),
                ('erased_at', models.DateTimeField(null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='support_request', to='cases.case')),
                ('colleague', models.ForeignKey(help_text='Who asked from here', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request for help',
                'verbose_name_plural': 'requests for help',
                'default_permissions': ('add', 'change', 'view'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('form', ''), _negated=True), fields=('form',), name='one_request_of_a_form')],
            },
        ),
        migrations.CreateModel(
            name='SupportMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('text', models.TextField()),
                ('by', models.ForeignKey(help_text='Empty: who asked', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='support.supportrequest')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(db_default=0, default=0)),
                ('next_attempt_at', models.DateTimeField()),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='support.supportrequest')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['next_attempt_at'], name='hand_over_waiting')],
            },
        ),
        grant("support", "supportrequest", "request for help", ANSWER | ASK),
    ]
