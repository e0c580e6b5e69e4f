"""The inbox says whose turn it is."""

import pytest
from django.test import Client

from cms.operations.models import MaintenanceWindow
from tests.factories.access import manager, proposal
from tests.factories.content import legal_notice
from tests.factories.moderation import checker, maintenance_window, maker, publish, reject, submit

from .conftest import SignIn, text


def test_a_checker_finds_what_others_submitted_on_the_dashboard(at_checker: Client) -> None:
    state = submit(maintenance_window(title="New disks"))

    page = text(at_checker, "/admin/")

    assert "Waits for you" in page
    assert f'href="/admin/review/{state.pk}/">New disks</a>' in page


def test_an_inbox_of_several_kinds_is_narrowed_to_one(at_checker: Client) -> None:
    submit(maintenance_window(title="New disks"))
    alone = text(at_checker, "/admin/review/")
    notice = submit(legal_notice())
    kind = notice.workflow_state.content_type_id

    everything, narrowed = (text(at_checker, f"/admin/review/{query}") for query in ("", f"?kind={kind}"))

    assert "Which kind" not in alone
    assert f'href="?kind={kind}">Legal notice' in everything
    assert "New disks" in everything
    assert "New disks" not in narrowed
    assert f"/admin/review/{notice.pk}/" in narrowed


@pytest.mark.parametrize("kind", ["999999999", "0", "-1", "x", "1" * 40, "\u0663"])
def test_what_waits_is_shown_when_none_of_the_kind_asked_for_is_left(at_checker: Client, kind: str) -> None:
    submit(maintenance_window(title="New disks"))

    page = text(at_checker, f"/admin/review/?kind={kind}")

    assert "New disks" in page


def test_what_a_checker_had_a_hand_in_is_not_in_his_inbox(sign_in: SignIn) -> None:
    second = checker("second")
    window = maintenance_window(title="Edited by the second checker")
    window.save_revision(user=second)
    submit(window)

    assert "Edited by the second checker" not in text(sign_in(second), "/admin/review/")
    assert "Edited by the second checker" in text(sign_in(checker()), "/admin/review/")


def test_who_took_back_and_another_submitted_again_is_not_asked(sign_in: SignIn) -> None:
    second, window = checker("second"), maintenance_window(title="Submitted twice")
    window.save_revision(user=maker())
    window.get_workflow().start(window, second).cancel(user=second)
    again = submit(MaintenanceWindow.objects.get())

    assert not again.task.specific.may_decide(again.revision.content_object, second)
    assert "Submitted twice" not in text(sign_in(second), "/admin/review/")
    assert "Submitted twice" in text(sign_in(checker()), "/admin/review/")


def test_what_one_person_submitted_before_an_approval_binds_nobody_later(sign_in: SignIn) -> None:
    second = checker("second")
    window = publish(maintenance_window(title="Moved again"), by=second)
    submit(window)

    assert "Moved again" in text(sign_in(second), "/admin/review/")


def test_nobody_is_asked_about_his_own_access(sign_in: SignIn) -> None:
    second = checker("second")
    submit(proposal(second, "Auditor"), by=manager())
    submit(maintenance_window(title="Other business"))

    page = text(sign_in(second), "/admin/review/")

    assert "Access of second" not in page
    assert "Other business" in page
    assert "Access of second" in text(sign_in(checker()), "/admin/review/")


def test_a_maker_sees_what_waits_for_others_and_what_came_back(at_maker: Client) -> None:
    submit(maintenance_window(title="Still waiting"))
    reject(submit(maintenance_window(title="Came back")), comment="The hour is wrong.")

    page = text(at_maker, "/admin/review/")

    assert "Yours, waiting for others" in page
    assert "Waits for you" not in page
    assert page.index("Came back") < page.index("The hour is wrong.") < page.index("Still waiting")
