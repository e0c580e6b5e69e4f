"""What one person tries at Wagtail's screens of a snippet changes nothing that the public sees."""

from wagtail.models import Revision, WorkflowState

from cms.operations.models import MaintenanceWindow

from .scene import CHANGED, WINDOWS, Scene, what_the_public_sees

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def test_the_same_posts_without_a_trick_do_make_drafts_and_submissions(scene_of_both: Scene) -> None:
    live = scene_of_both.live

    scene_of_both.post(f"{WINDOWS}/edit/{live.pk}/", CHANGED)
    scene_of_both.post(f"{WINDOWS}/add/", CHANGED | {"action-submit": "1"})

    live.refresh_from_db()
    assert live.get_latest_revision_as_object().title == "Changed by one person"
    assert WorkflowState.objects.active().count() == 3


def test_no_button_of_the_edit_screen_publishes(scene: Scene) -> None:
    edit = f"{WINDOWS}/edit/{scene.live.pk}/"

    assert (
        scene.succeeding(
            {
                "publish": (edit, CHANGED | {"action-publish": "1"}),
                "publish a draft": (f"{WINDOWS}/edit/{scene.draft.pk}/", CHANGED | {"action-publish": "1"}),
                "publish what waits": (f"{WINDOWS}/edit/{scene.own.pk}/", CHANGED | {"action-publish": "1"}),
                "publish and submit": (edit, CHANGED | {"action-publish": "1", "action-submit": "1"}),
                "submit": (edit, CHANGED | {"action-submit": "1"}),
                "unpublish": (edit, CHANGED | {"action-unpublish": "1"}),
                "restart": (f"{WINDOWS}/edit/{scene.own.pk}/", CHANGED | {"action-restart-workflow": "1"}),
            }
        )
        == []
    )


def test_no_button_of_the_create_screen_publishes(scene: Scene) -> None:
    assert (
        scene.succeeding(
            {
                "publish": (f"{WINDOWS}/add/", CHANGED | {"action-publish": "1"}),
                "live": (f"{WINDOWS}/add/", CHANGED | {"live": "on", "action-publish": "1"}),
                "copy": (f"{WINDOWS}/copy/{scene.live.pk}/", CHANGED | {"action-publish": "1"}),
            }
        )
        == []
    )


def test_a_chooser_creates_nothing(scene_of_both: Scene) -> None:
    scene_of_both.client.raise_request_exception = False  # Wagtail's chooser falls over where it has no form
    before = what_the_public_sees()

    scene_of_both.client.post("/admin/snippets/choose/operations/maintenancewindow/create/", CHANGED)

    assert (what_the_public_sees(), MaintenanceWindow.objects.count()) == (before, 4)


def test_nobody_decides_about_his_own_from_the_edit_screen(scene: Scene) -> None:
    edit = f"{WINDOWS}/edit/{scene.own.pk}/"

    assert (
        scene.succeeding(
            {
                "approve": (edit, APPROVE),
                "edit and approve in one post": (edit, CHANGED | APPROVE),
                "extra data": (edit, CHANGED | APPROVE | {"workflow-action-extra-data": '{"update": false}'}),
                "extra user": (edit, CHANGED | APPROVE | {"workflow-action-extra-data": '{"comment": "ok"}'}),
            }
        )
        == []
    )


def test_an_overwritten_version_is_kept_as_it_was(scene: Scene) -> None:
    stored = stored_content(scene)

    changed = scene.changes(
        f"{WINDOWS}/edit/{scene.live.pk}/", CHANGED | {"overwrite_revision_id": scene.live.live_revision_id}
    )

    scene.live.refresh_from_db()
    assert (changed, stored_content(scene)) == (False, stored)


def test_nobody_withdraws_deletes_locks_or_reverts_alone(scene: Scene) -> None:
    live, scheduled = scene.live.pk, scene.scheduled
    first = scene.live.revisions.earliest("pk").pk
    bulk = f"/admin/bulk/operations/maintenancewindow/%s/?id={live}&id={scheduled.pk}"

    assert (
        scene.succeeding(
            {
                "unpublish": (f"{WINDOWS}/unpublish/{live}/", {}),
                "delete": (f"{WINDOWS}/delete/{live}/", {}),
                "delete what waits": (f"{WINDOWS}/delete/{scene.own.pk}/", {}),
                "delete what is approved": (f"{WINDOWS}/delete/{scheduled.pk}/", {}),
                "delete in bulk": (bulk % "delete", {}),
                "publish in bulk": (bulk % "publish", {}),
                "unpublish in bulk": (bulk % "unpublish", {}),
                "lock": (f"{WINDOWS}/lock/{live}/", {}),
                "unlock": (f"{WINDOWS}/unlock/{live}/", {}),
                "revert": (f"{WINDOWS}/history/{live}/revisions/{first}/revert/", CHANGED | {"action-publish": "1"}),
                "unschedule": (
                    f"{WINDOWS}/history/{scheduled.pk}/revisions/{scheduled.latest_revision_id}/unschedule/",
                    {},
                ),
            }
        )
        == []
    )


def test_fields_that_are_not_on_the_form_are_not_taken_from_a_post(scene: Scene) -> None:
    mass = {
        "live": "on",
        "live_revision": str(scene.waiting.revision_id),
        "live_revision_id": str(scene.waiting.revision_id),
        "first_published_at": "2020-01-01 00:00",
        "has_unpublished_changes": "",
        "expired": "on",
        "pk": str(scene.live.pk),
        "id": str(scene.live.pk),
    }

    targets = {pk: (f"{WINDOWS}/edit/{pk}/", CHANGED | mass) for pk in (scene.live.pk, scene.draft.pk)}
    assert scene.succeeding({f"window {pk}": attempt for pk, attempt in targets.items()}) == []
    assert scene.succeeding({"add": (f"{WINDOWS}/add/", CHANGED | mass)}) == []


def test_times_in_a_draft_neither_publish_nor_withdraw(scene: Scene) -> None:
    edit = f"{WINDOWS}/edit/{scene.live.pk}/"

    assert (
        scene.succeeding(
            {
                "go live in the past": (edit, CHANGED | {"go_live_at": "2020-01-01 00:00", "action-publish": "1"}),
                "expired": (edit, CHANGED | {"expire_at": "2020-01-01 00:00", "action-publish": "1"}),
                "expired draft": (edit, CHANGED | {"expire_at": "2020-01-01 00:00"}),
                "reschedule": (f"{WINDOWS}/edit/{scene.scheduled.pk}/", CHANGED | {"go_live_at": "2031-01-01 00:00"}),
            }
        )
        == []
    )


def test_no_crafted_kind_of_request_gets_further(scene: Scene) -> None:
    edit, body = f"{WINDOWS}/edit/{scene.live.pk}/", CHANGED | {"action-publish": "1"}
    before = what_the_public_sees()

    for send in (scene.client.put, scene.client.patch, scene.client.delete, scene.client.options, scene.client.head):
        send(edit, body, content_type="application/json") if send != scene.client.head else send(edit)
    scene.post(edit, body, content_type="application/json")
    scene.post(edit, body, headers={"X-HTTP-Method-Override": "PUT"})
    scene.client.get(edit, body)
    scene.post(f"{WINDOWS}/delete/{scene.live.pk}/?_method=DELETE", {"_method": "DELETE"})

    assert what_the_public_sees() == before


def test_numbers_that_name_nothing_are_not_found(scene: Scene) -> None:
    huge, body = 2**31 - 1, CHANGED | {"action-publish": "1"}

    answers = {
        scene.post(f"{WINDOWS}/edit/{huge}/", body),
        scene.post(f"{WINDOWS}/edit/-1/", body),
        scene.post(f"{WINDOWS}/workflow/action/{scene.own.pk}/approve/{huge}/", {}),
        scene.post(f"/admin/review/{huge}/", {"decision": "approve"}),
        scene.post(f"/admin/pages/{huge}/edit/", body),
    }

    assert answers == {404}


def test_a_banner_is_as_safe_as_a_window(scene: Scene) -> None:
    banners, pk = "/admin/snippets/content/banner", scene.banner.pk
    changed = {"title": "Mine", "text": "Mine", "order": "1", "action-publish": "1"}

    assert (
        scene.succeeding(
            {
                "publish": (f"{banners}/edit/{pk}/", changed),
                "add": (f"{banners}/add/?locale=en", changed),
                "other language": (f"{banners}/add/?locale=zh-hant", changed),
                "language by post": (f"{banners}/edit/{pk}/", changed | {"locale": "2"}),
                "unpublish": (f"{banners}/unpublish/{pk}/", {}),
                "delete": (f"{banners}/delete/{pk}/", {}),
                "delete in bulk": (f"/admin/bulk/content/banner/delete/?id={pk}", {}),
                "order": (f"{banners}/reorder/{pk}/?position=5", {}),
            }
        )
        == []
    )


def stored_content(scene: Scene) -> str:
    """What the public version says, as it is stored now."""
    return str(Revision.objects.get(pk=scene.live.live_revision_id).content)
