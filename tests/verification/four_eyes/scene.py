"""What attackers find: something public, something that waits, and people with every permission there is."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, TaskState

from cms.accounts.models import User
from cms.content.models import Banner, HomePage
from cms.operations.models import MaintenanceWindow
from tests.factories.content import banner, home
from tests.factories.moderation import maintenance_window, person, publish, submit
from tests.factories.rights import as_owner

WHO: Final = ("maker", "checker", "maker and checker", "superuser")
WINDOWS: Final = "/admin/snippets/operations/maintenancewindow"
CHANGED: Final = {
    "title": "Changed by one person",
    "scope": "site",
    "kind": "planned",
    "recurrence": "once",
    "starts_at": "2031-01-01 10:00",
    "ends_at": "2031-01-01 12:00",
    "message_en": "Nobody else has seen this.",
    "message_zh_hant": "沒有其他人看過。",
    "completion_en": "All is back.",
    "completion_zh_hant": "一切恢復正常。",
}
CHANGED_PAGE: Final = {
    "title": "Changed by one person",
    "slug": "changed",
    "introduction": '{"blocks": [], "entityMap": {}}',
    "body-count": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}

# Columns with which drafts and locks are kept; no reader sees them.
UNSEEN: Final = (
    "'{latest_revision_id,has_unpublished_changes,draft_title,latest_revision_created_at,numchild,"
    "locked,locked_at,locked_by_id}'::text[]"
)
PUBLIC: Final = f"""
SELECT 'window', (to_jsonb(w) - {UNSEEN})::text FROM operations_maintenancewindow w WHERE live
UNION ALL SELECT 'page', (to_jsonb(p) - {UNSEEN})::text FROM wagtailcore_page p WHERE live
UNION ALL SELECT 'home', to_jsonb(h)::text
    FROM content_homepage h JOIN wagtailcore_page p ON p.id = page_ptr_id WHERE live
UNION ALL SELECT 'banner', (to_jsonb(b) - {UNSEEN})::text FROM content_banner b WHERE live
UNION ALL SELECT 'answer of the API', to_jsonb(c)::text FROM content_publishedcontent c
UNION ALL SELECT 'privacy', to_jsonb(r)::text FROM wagtailcore_pageviewrestriction r
UNION ALL SELECT 'site', to_jsonb(s)::text FROM wagtailcore_site s
UNION ALL SELECT 'locale', to_jsonb(l)::text FROM wagtailcore_locale l
UNION ALL SELECT 'image', to_jsonb(i)::text FROM content_publicimage i
UNION ALL SELECT 'approval', to_jsonb(s)::text FROM wagtailcore_taskstate s WHERE status = 'approved'
UNION ALL SELECT 'time', id || ' ' || approved_go_live_at
    FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL
ORDER BY 1, 2
"""  # noqa: S608 - our own words only


def what_the_public_sees() -> list[tuple[str, str]]:
    """Every public row, byte for byte, with what decides about rows to come: approvals and approved times."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC)
        return [(str(kind), str(row)) for kind, row in cursor.fetchall()]


@dataclass(frozen=True)
class Scene:
    """Something of each state; what waits was made by the attacker himself, the rest by others."""

    attacker: User
    client: Client
    live: MaintenanceWindow
    banner: Banner
    scheduled: MaintenanceWindow
    draft: MaintenanceWindow
    waiting: TaskState
    home: HomePage
    draft_page: HomePage
    waiting_page: TaskState

    @property
    def own(self) -> Any:
        """The window that waits."""
        return self.waiting.revision.content_object

    @property
    def pages(self) -> tuple[int, ...]:
        """The page that is public, the draft and the one that waits."""
        return self.home.pk, self.draft_page.pk, int(self.waiting_page.revision.object_id)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **extra: Any) -> int:
        """Try it and say how the server answered; a server that falls over is a defect of its own."""
        answer = self.client.post(path, data or {}, **extra)
        assert answer.status_code < 500, (path, answer.status_code)
        return int(answer.status_code)

    def changes(self, path: str, data: Mapping[str, Any] | None = None, **extra: Any) -> bool:
        """Whether the attempt changes anything that the public sees or will see."""
        before = what_the_public_sees()
        self.post(path, data, **extra)
        return what_the_public_sees() != before

    def succeeding(self, attempts: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[str]:
        """The names of those attempts that change what the public sees."""
        return [name for name, (path, data) in attempts.items() if self.changes(path, data)]


def set_scene(who: str) -> Scene:
    """Everything, and `who` as the attacker, signed in, with every permission that Django and Wagtail can give."""
    live = publish(maintenance_window(title="Public"))
    later = timezone.now() + timedelta(days=1)
    scheduled = publish(maintenance_window(title="Approved for tomorrow", go_live_at=later))
    front = publish(home())
    attacker = everything_permitted(attackers(who))
    return Scene(
        attacker=attacker,
        client=signed_in(attacker),
        live=live,
        banner=publish(banner()),
        scheduled=scheduled,
        draft=maintenance_window(title="A draft"),
        waiting=submit(maintenance_window(title="Waits"), by=attacker),
        home=front,
        draft_page=second_home(slug="draft"),
        waiting_page=submit(second_home(slug="waits"), by=attacker),
    )


def attackers(who: str) -> User:
    """A person who had no hand in what is public already."""
    roles = {"maker": ("System operator",), "checker": ("System administrator",)}
    both = ("System operator", "System administrator")
    return person(f"bad {who}", *roles.get(who, both), is_superuser=who == "superuser")


def everything_permitted(user: User) -> User:
    """The worst case: an installation that gave somebody every permission, those to publish and delete included."""
    with as_owner():
        group, is_new = Group.objects.get_or_create(name="Everything permitted")
        if is_new:
            group.permissions.set(Permission.objects.all())
            on_pages = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
            root = Page.get_first_root_node()
            for permission in on_pages:
                GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        user.groups.add(group)
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    """A browser of this person, who said a moment ago who he is, so that no page asks for that first."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def second_home(*, slug: str) -> Any:
    """A page that is a draft."""
    root = Page.get_first_root_node()
    return root.add_child(instance=HomePage(title=slug, slug=slug, locale=Locale.objects.get(language_code="en")))
