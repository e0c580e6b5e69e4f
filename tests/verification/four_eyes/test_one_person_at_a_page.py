"""What one person tries at Wagtail's screens and API of pages changes nothing that the public sees."""

from typing import Any

from django.apps import apps
from wagtail.models import Page

from .scene import CHANGED_PAGE, Scene, what_the_public_sees

PAGES = "/admin/pages"
ACTIONS: dict[str, dict[str, Any]] = {
    "publish": {},
    "unpublish": {"recursive": True},
    "delete": {},
    "move": {"destination_page_id": 1, "position": "first-child"},
    "copy": {"recursive": True, "keep_live": True},
    "create_alias": {"destination_page_id": 1, "update_slug": "alias", "recursive": False},
    "copy_for_translation": {"locale": "zh-hant", "copy_parents": True, "alias": True},
    "convert_alias": {},
    "revert_to_page_revision": {},
}


def test_the_same_post_without_a_trick_does_make_a_draft(scene_of_both: Scene) -> None:
    home = scene_of_both.home

    scene_of_both.post(f"{PAGES}/{home.pk}/edit/", CHANGED_PAGE)

    home.refresh_from_db()
    assert home.get_latest_revision_as_object().title == "Changed by one person"


def test_no_button_of_the_edit_screen_publishes_a_page(scene: Scene) -> None:
    home, draft, waits = scene.home.pk, scene.draft_page.pk, scene.waiting_page.revision.object_id
    publish = CHANGED_PAGE | {"action-publish": "1"}
    approve = CHANGED_PAGE | {"action-workflow-action": "1", "workflow-action-name": "approve"}

    assert (
        scene.succeeding(
            {
                "publish": (f"{PAGES}/{home}/edit/", publish),
                "publish a draft": (f"{PAGES}/{draft}/edit/", publish),
                "publish what waits": (f"{PAGES}/{waits}/edit/", publish),
                "approve what waits": (f"{PAGES}/{waits}/edit/", approve),
                "slug": (f"{PAGES}/{home}/edit/", CHANGED_PAGE | {"slug": "elsewhere"}),
                "overwrite": (
                    f"{PAGES}/{home}/edit/",
                    CHANGED_PAGE | {"overwrite_revision_id": scene.home.live_revision_id},
                ),
                "add": (f"{PAGES}/add/content/homepage/1/", publish | {"slug": "new"}),
                "expire": (f"{PAGES}/{home}/edit/", publish | {"expire_at": "2020-01-01 00:00"}),
            }
        )
        == []
    )


def test_a_public_page_keeps_its_place_its_privacy_and_its_life(scene: Scene) -> None:
    home, first = scene.home.pk, scene.home.revisions.earliest("pk").pk
    copy = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": "1", "copy_subpages": "on"}

    assert (
        scene.succeeding(
            {
                "delete": (f"{PAGES}/{home}/delete/", {"confirm_site_name": "localhost"}),
                "unpublish": (f"{PAGES}/{home}/unpublish/", {"include_descendants": "on"}),
                "move": (f"{PAGES}/{home}/move/{scene.draft_page.pk}/confirm/", {}),
                "order": (f"{PAGES}/{home}/set_position/?position=2", {}),
                "copy": (f"{PAGES}/{home}/copy/", copy | {"publish_copies": "on"}),
                "alias": (f"{PAGES}/{home}/copy/", copy | {"new_slug": "alias", "alias": "on"}),
                "convert": (f"{PAGES}/{home}/convert_alias/", {}),
                "privacy": (f"{PAGES}/{home}/privacy/", {"restriction_type": "login"}),
                "password": (f"{PAGES}/{home}/privacy/", {"restriction_type": "password", "password": "p"}),
                "lock": (f"{PAGES}/{home}/lock/", {}),
                "revert": (
                    f"{PAGES}/{home}/revisions/{first}/revert/",
                    CHANGED_PAGE | {"action-publish": "1", "revision": str(first)},
                ),
                "unschedule": (f"{PAGES}/{home}/revisions/{first}/unschedule/", {}),
            }
        )
        == []
    )


def test_bulk_actions_change_no_public_page(scene: Scene) -> None:
    ids = "&".join(f"id={pk}" for pk in scene.pages)
    form = {"include_descendants": "on", "chooser": "1", "confirm_site_name": "localhost"}
    actions = ("publish", "unpublish", "delete", "move")

    bulk = {action: (f"/admin/bulk/wagtailcore/page/{action}/?{ids}&next=/admin/", form) for action in actions}
    assert scene.succeeding(bulk) == []


def test_the_admin_api_changes_no_public_page(scene: Scene) -> None:
    before, first = what_the_public_sees(), {"revision_id": scene.home.revisions.earliest("pk").pk}

    for action, data in ACTIONS.items():
        for page in (*scene.pages, 1):
            path = f"/admin/api/main/pages/{page}/action/{action}/"
            scene.post(path, data | first, content_type="application/json")
            assert what_the_public_sees() == before, (action, page)


def test_the_root_above_all_pages_has_no_weaker_rules(scene: Scene) -> None:
    root = Page.get_first_root_node().pk

    assert (
        scene.succeeding(
            {
                "privacy": (f"{PAGES}/{root}/privacy/", {"restriction_type": "login"}),
                "unpublish": (f"{PAGES}/{root}/unpublish/", {"include_descendants": "on"}),
                "delete": (f"{PAGES}/{root}/delete/", {}),
                "bulk": (f"/admin/bulk/wagtailcore/page/unpublish/?id={root}", {"include_descendants": "on"}),
                "edit": (f"{PAGES}/{root}/edit/", CHANGED_PAGE | {"action-publish": "1"}),
            }
        )
        == []
    )


def test_no_address_of_the_newer_api_leads_anywhere(scene: Scene) -> None:
    addresses = [f"{base}{scene.home.pk}/" for base in ("/api/v3/pages/", "/admin/api/v3/pages/", "/api/v2/pages/")]

    answers = {
        scene.post(address, {"meta": {"action": "publish"}}, content_type="application/json") for address in addresses
    }

    assert answers <= {302, 404}
    assert not apps.is_installed("wagtail.api.v3")
