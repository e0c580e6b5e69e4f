"""Wagtail as it is without our guards: what remains then is the database."""

import sys
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import PageViewRestriction, WorkflowState
from wagtail.signals import pre_page_move
from wagtail.workflows import publish_workflow_state

from cms.moderation import locked_doors
from cms.moderation.guarded import Guarded
from cms.moderation.models import FourEyesTask
from cms.moderation.pages import ModeratedPage, ModeratedPagePermissions
from cms.moderation.policy import FixedPolicy, ModeratedPolicy

from .scene import Scene, what_the_public_sees

POLICY = ("user_has_permission", "users_with_any_permission")
OURS: dict[type, tuple[str, ...]] = {
    FourEyesTask: ("get_actions", "get_form_for_action", "locked_for_user", "deactivate", "on_action"),
    Guarded: ("save", "delete", "save_revision", "publish", "unpublish"),
    ModeratedPage: ("save",),
    ModeratedPolicy: POLICY,
    FixedPolicy: POLICY,
    ModeratedPagePermissions: tuple(name for name in vars(ModeratedPagePermissions) if name.startswith("can_")),
}


def without_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put Wagtail's own methods back in the place of ours."""
    for owner, names in OURS.items():
        for name in names:
            monkeypatch.delattr(owner, name)
    monkeypatch.setattr(Guarded, "refuse_to_be_deleted", lambda _thing: None)
    monkeypatch.setattr(WorkflowState, "on_finish", publish_workflow_state)
    pre_page_move.disconnect(dispatch_uid="moderation.move")
    for signal in (pre_save, pre_delete):
        signal.disconnect(sender=PageViewRestriction, dispatch_uid=f"moderation.privacy.{id(signal)}")


def with_guards() -> None:
    """Connect again what `monkeypatch` doesn't know."""
    locked_doors.close()


def answer_of_the_database(scene: Scene, path: str, data: Any = None) -> str:
    """What the database says when the request is stored; the public sees the same as before, byte for byte."""
    before, errors = what_the_public_sees(), []
    scene.client.raise_request_exception = False
    kind: dict[str, Any] = {"content_type": "application/json"} if path.startswith("/admin/api/") else {}

    def heard(**_: Any) -> None:
        errors.append(str(sys.exc_info()[1]))

    got_request_exception.connect(heard)
    try:
        with transaction.atomic():
            status = scene.client.post(path, data or {}, **kind).status_code
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does
    finally:
        got_request_exception.disconnect(heard)
    assert what_the_public_sees() == before, path
    return (errors or [f"nothing, but answered {status}"])[0].splitlines()[0]
