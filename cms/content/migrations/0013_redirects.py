"""Redirects by two people, one from each path and language, never to another host."""

import cms.content.models.projected
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from cms.accounts.grants import LOOK, MAKE, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, CONTENT_MANAGER, MARKETING, SYSTEM_ADMINISTRATOR
from cms.moderation.triggers import guard_snippet

ROLES = dict.fromkeys((CONTENT_MANAGER, MARKETING), MAKE) | dict.fromkeys(
    (SYSTEM_ADMINISTRATOR, AUDITOR, BUSINESS_OPERATOR), LOOK
)
KEEPS_ITS_LANGUAGE = """
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON content_redirect FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();
"""

class Migration(migrations.Migration):

    dependencies = [
        ('content', '0012_former_addresses'),
        ('accounts', '0002_roles'),
        ('moderation', '0006_polish_publications'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
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
                ('old_path', models.CharField(help_text="Such as /about-us/; without host and without the language's prefix", max_length=255)),
                ('to_path', models.CharField(blank=True, help_text='Such as /funds?assetClass=Equity', max_length=500, verbose_name='or path')),
                ('is_permanent', models.BooleanField(default=True, help_text='Browsers and search engines remember it; untick it for a campaign', verbose_name='for good')),
                ('starts_at', models.DateTimeField(blank=True, help_text='Empty: as soon as it is approved', null=True, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until it is withdrawn', null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'redirect',
                'abstract': False,
            },
            bases=(cms.content.models.projected.Projected, models.Model),
        ),
        migrations.AlterField(
            model_name='publishedcontent',
            name='kind',
            field=models.CharField(choices=[('page', 'Page'), ('menu', 'Menu'), ('news', 'News'), ('banner', 'Banner'), ('legal', 'Legal'), ('question', 'Question'), ('redirect', 'Redirect')], max_length=8),
        ),
        migrations.AddField(
            model_name='redirect',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='live_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='to_page',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_path', ''), ('old_path__regex', '^/([^/?#%\\\\[:space:]]+/)+$'), _connector='OR'), name='redirect_from_a_path'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('to_path', ''), ('to_path__regex', '^/([^/\\\\[:space:]][^\\\\[:space:]]*)?$'), _connector='OR'), name='redirect_stays_on_the_site'),
        ),
        migrations.AlterUniqueTogether(
            name='redirect',
            unique_together={('translation_key', 'locale')},
        ),
        guard_snippet("content_redirect"),
        migrations.RunSQL(KEEPS_ITS_LANGUAGE, "DROP TRIGGER four_eyes_language ON content_redirect"),
        grant("content", "redirect", "redirect", ROLES),
    ]
