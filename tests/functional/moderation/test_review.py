"""The review page shows what would change and takes the decision."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cms.content.models import HomePage
from cms.moderation.schedule import approved_for
from cms.operations.models import MaintenanceWindow
from tests.factories.content import legal_notice, question
from tests.factories.moderation import maintenance_window, person, publish, submit

from .conftest import SignIn, text


def test_the_review_page_shows_each_field_that_would_change(at_checker: Client) -> None:
    window = publish(maintenance_window())
    draft = window.get_latest_revision_as_object()
    draft.title = "Move to the newest server"

    page = text(at_checker, f"/admin/review/{submit(draft).pk}/")

    assert "What would change</h2>" in page
    assert '<span class="deletion">new</span>' in page
    assert '<span class="addition">newest</span>' in page
    assert "網站暫停兩小時。" not in page


def test_the_review_page_of_something_new_shows_all_of_it(at_checker: Client) -> None:
    page = text(at_checker, f"/admin/review/{submit(maintenance_window()).pk}/")

    assert "What is proposed" in page
    assert "網站暫停兩小時。" in page
    assert '<span class="addition">public site and API</span>' in page  # the default is said, too


def test_moments_are_compared_as_people_write_them(at_checker: Client) -> None:
    start = datetime(2031, 12, 6, 2, 0, tzinfo=UTC)
    window = publish(maintenance_window(starts_at=start, ends_at=start + timedelta(hours=2)))
    draft = window.get_latest_revision_as_object()
    draft.ends_at = start + timedelta(hours=3)

    page = text(at_checker, f"/admin/review/{submit(draft).pk}/")

    assert '<span class="deletion">6 December 2031, 12:00 HKT</span>' in page
    assert '<span class="addition">6 December 2031, 13:00 HKT</span>' in page


def test_the_review_page_is_headed_by_what_it_is_about(at_checker: Client) -> None:
    page = text(at_checker, f"/admin/review/{submit(maintenance_window(title='New disks')).pk}/")

    assert "Review: maintenance window" in page.split("<main")[1].split("story__outcome")[0]


def test_the_review_page_of_a_page_compares_its_text(at_checker: Client) -> None:
    home = HomePage.objects.get()
    home.introduction = "<p>All funds in one place</p>"

    page = text(at_checker, f"/admin/review/{submit(home).pk}/")

    assert "All funds in one place" in page


def test_links_are_reviewed_with_their_addresses(at_checker: Client) -> None:
    asked = publish(question(answer='<p>Ask <a href="https://good.example/tax">here</a>.</p>'))
    asked.answer = '<p>Ask <a href="https://strange.example/tax">here</a>.</p>'
    front = HomePage.objects.get()
    inside = f'<a linktype="page" id="{front.pk}">that</a>'
    front.body = [("text", f'<p>Read <a href="https://other.example/">this</a>, {inside}</p>')]

    field = text(at_checker, f"/admin/review/{submit(asked).pk}/")
    block = text(at_checker, f"/admin/review/{submit(front).pk}/")

    assert '<span class="deletion">good</span><span class="addition">strange</span>.example/tax' in field
    assert f"Read this (https://other.example/), that ({front.url})" in block


def test_approving_leads_to_the_next_in_the_inbox(at_checker: Client) -> None:
    first, second = submit(maintenance_window(title="First")), submit(maintenance_window(title="Second"))

    answer = at_checker.post(f"/admin/review/{first.pk}/", {"decision": "approve", "comment": ""})
    last = at_checker.post(f"/admin/review/{second.pk}/", {"decision": "approve"})

    assert (answer["Location"], last["Location"]) == (f"/admin/review/{second.pk}/", "/admin/review/")
    assert MaintenanceWindow.objects.filter(live=True).count() == 2


def test_sending_back_needs_a_comment(at_checker: Client) -> None:
    state = submit(maintenance_window())
    address = f"/admin/review/{state.pk}/"

    refused = at_checker.post(address, {"decision": "reject", "comment": " "}, follow=True).content.decode()
    at_checker.post(address, {"decision": "reject", "comment": "Which server?"})

    assert "Say in the comment what must change" in refused
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Which server?")
    assert "Which server?" in text(at_checker, address)


def test_who_had_a_hand_in_it_is_told_why_he_is_not_asked(sign_in: SignIn) -> None:
    both = person("both", "System operator", "System administrator")
    state = submit(maintenance_window(), by=both)
    client = sign_in(both)

    page = text(client, f"/admin/review/{state.pk}/")
    refused = client.post(f"/admin/review/{state.pk}/", {"decision": "approve"}, follow=True).content.decode()

    assert 'value="approve"' not in page
    assert "You had a hand in what waits here" in page
    assert "You had a hand in what waits here" in refused
    assert not MaintenanceWindow.objects.get().live


def test_a_maker_may_look_but_not_decide(at_maker: Client) -> None:
    page = text(at_maker, f"/admin/review/{submit(maintenance_window()).pk}/")

    assert 'value="approve"' not in page
    assert "Only members of the approving group decide" in page


def test_who_has_nothing_to_do_with_it_is_turned_away(sign_in: SignIn) -> None:
    state = submit(maintenance_window())

    answer = sign_in(person("elsewhere", "Marketing")).get(f"/admin/review/{state.pk}/")

    assert answer.status_code == 302


def test_a_withdrawal_is_proposed_on_screen_and_decided_by_another(at_maker: Client, at_checker: Client) -> None:
    window = publish(maintenance_window())
    address = f"/admin/review/withdraw/{window.get_content_type().pk}/{window.pk}/"

    refused = at_maker.post(address, {"reason": " "}).content.decode()
    proposed = at_maker.post(address, {"reason": "The supplier cancelled"})
    inbox, page = text(at_checker, "/admin/review/"), text(at_checker, proposed["Location"])
    decided = text(at_checker, at_checker.post(proposed["Location"], {"decision": "approve"})["Location"])

    assert f"Approved: withdrawal of the maintenance window “{window}”" in decided
    assert "This field is required." in refused
    assert "withdrawal of the maintenance window" in inbox
    assert page.index("What would be withdrawn") < page.index("The supplier cancelled") < page.index("Decision</h2>")
    assert "No field differs" not in page
    assert "How it would look" not in page
    assert not MaintenanceWindow.objects.get().live


def test_a_withdrawal_says_that_what_was_approved_for_later_is_unscheduled(
    at_maker: Client, at_checker: Client
) -> None:
    window = publish(maintenance_window())
    window.go_live_at = datetime(2099, 12, 3, 1, tzinfo=UTC)
    publish(window)
    address = f"/admin/review/withdraw/{window.get_content_type().pk}/{window.pk}/"

    form = text(at_maker, address)
    proposed = at_maker.post(address, {"reason": "The supplier cancelled"})["Location"]
    page = text(at_checker, proposed)
    at_checker.post(proposed, {"decision": "approve"})

    assert "approved for <strong>3 Dec 2099, 09:00 HKT</strong>. It would be unscheduled, too" in form
    assert "approved for <strong>3 Dec 2099, 09:00 HKT</strong> would be unscheduled, too" in page
    assert approved_for(window) is None
    assert "unscheduled" not in text(at_checker, proposed)


def test_a_newer_version_says_that_it_takes_the_place_of_one_for_later(at_checker: Client) -> None:
    window = publish(maintenance_window())
    window.go_live_at = datetime(2099, 12, 3, 1, tzinfo=UTC)
    publish(window)
    window.go_live_at = None

    page = text(at_checker, f"/admin/review/{submit(window).pk}/")

    assert "would be unscheduled: this one takes its place" in page


def test_the_editor_of_what_was_sent_back_says_what_must_change(at_maker: Client, at_checker: Client) -> None:
    state = submit(maintenance_window())
    at_checker.post(f"/admin/review/{state.pk}/", {"decision": "reject", "comment": "Which <server>?"})

    editor = text(at_maker, f"/admin/snippets/operations/maintenancewindow/edit/{state.revision.object_id}/")
    listed = text(at_maker, "/admin/snippets/operations/maintenancewindow/")
    decided = text(at_maker, f"/admin/review/{state.pk}/")

    assert "Sent back by checker: Which &lt;server&gt;?" in editor
    assert "sent back" in listed.partition("<tbody")[2]
    assert "It was decided: sent back." in decided


@pytest.mark.parametrize("path", ["/admin/snippets/operations/maintenancewindow/edit/{}/", "/admin/pages/{}/edit/"])
def test_a_draft_is_submitted_in_one_click_and_saved_by_enter(sign_in: SignIn, path: str) -> None:
    thing = publish(maintenance_window() if "snippets" in path else HomePage.objects.get())
    client = sign_in(person("root", is_superuser=True))

    footer = text(client, path.format(thing.pk)).partition('<footer class="footer')[2]

    saving, submitting, more = (
        footer.index(part) for part in ("Save draft", 'name="action-submit"', "w-dropdown__toggle")
    )
    assert saving < submitting < more


def test_what_is_never_withdrawn_offers_no_withdrawal_and_says_why(sign_in: SignIn) -> None:
    notice, client = publish(legal_notice()), sign_in(person("root", is_superuser=True))

    screen = client.get(f"/admin/snippets/content/legalnotice/edit/{notice.pk}/").content.decode()
    asked = text(client, f"/admin/review/withdraw/{notice.get_content_type().pk}/{notice.pk}/")

    assert "Propose withdrawal" not in screen
    assert "Why it isn’t withdrawn" in screen
    assert "a later version takes its place on its day" in asked
    assert "Reason" not in asked


@pytest.mark.parametrize("path", ["/admin/snippets/operations/maintenancewindow/edit/{}/", "/admin/pages/{}/edit/"])
def test_the_edit_screen_leads_to_review_and_withdrawal_and_offers_nothing_to_do_alone(
    sign_in: SignIn, path: str
) -> None:
    thing = publish(maintenance_window() if "snippets" in path else HomePage.objects.get())
    client = sign_in(person("root", is_superuser=True))

    live = text(client, path.format(thing.pk))
    submit(thing.get_latest_revision_as_object())
    waiting = text(client, path.format(thing.pk))

    assert "Propose withdrawal" in live
    assert "/admin/review/withdraw/" not in waiting
    assert 'href="/admin/review/' in waiting
    for alone in ('name="action-publish"', "action-unpublish", ">Unpublish", ">Delete"):
        assert alone not in live + waiting
