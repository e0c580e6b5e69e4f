"""Articles by two people, and sums of what readers say of them."""

import cms.content.models.projected
import cms.support.models.article
import django.db.models.deletion
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from cms.accounts.grants import LOOK, MAKE, grant
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
from cms.audit.watching import watch
from cms.moderation.triggers import guard_snippet

READERS = (FUND_DATA_MANAGER, MARKETING, IT_OPERATOR, SYSTEM_ADMINISTRATOR, AUDITOR, BUSINESS_OPERATOR)
ROLES = dict.fromkeys((CONTENT_MANAGER, SYSTEM_OPERATOR), MAKE) | dict.fromkeys(READERS, LOOK)
KEEPS_ITS_LANGUAGE = """
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON support_helparticle FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_roles'),
        ('audit', '0004_words'),
        ('content', '0016_articles'),
        ('moderation', '0006_polish_publications'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60)),
                ('locale', models.CharField(max_length=10)),
                ('day', models.DateField()),
                ('helpful', models.PositiveIntegerField(db_default=0, default=0)),
                ('unhelpful', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'verbose_name': 'feedback about an article',
                'verbose_name_plural': 'feedback about articles',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('slug', 'locale', 'day'), name='one_sum_of_feedback_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HelpArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('live', models.BooleanField(default=False, editable=False)),
                ('title', models.CharField(max_length=120)),
                ('slug', models.SlugField(help_text='Its address, the same in every language: /help/SLUG', max_length=60)),
                ('summary', models.CharField(help_text='One or two sentences, for lists and search', max_length=250)),
                ('category', models.CharField(choices=[('using', 'Using the site'), ('funds', 'Funds and figures'), ('documents', 'Documents'), ('data', 'Data and API'), ('trouble', 'When something goes wrong')], default='using', max_length=9)),
                ('audience', models.CharField(choices=[('public', 'everybody, on the site'), ('staff', 'colleagues, in the admin only')], default='public', max_length=6, verbose_name='for')),
                ('body', wagtail.fields.RichTextField()),
                ('check_name', models.CharField(blank=True, choices=cms.support.models.article.checks, max_length=40, verbose_name='about the check')),
                ('screen', models.CharField(blank=True, help_text='Its path in the admin, such as /admin/operations/', max_length=200, verbose_name='about the screen')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'help article',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('slug', 'locale'), name='one_article_at_an_address')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(cms.content.models.projected.Projected, models.Model),
        ),
        guard_snippet("support_helparticle"),
        migrations.RunSQL(KEEPS_ITS_LANGUAGE, "DROP TRIGGER four_eyes_language ON support_helparticle"),
        watch("support_helparticle", action="words.article.*"),
        grant("support", "helparticle", "help article", ROLES),
    ]
