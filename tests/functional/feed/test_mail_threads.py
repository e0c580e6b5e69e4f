"""A trouble that lasts, or comes and goes, is one thread of few mails, and its end stands in the same thread."""

from datetime import timedelta

from fundfeed.models import FeedRun, Message, Provider
from fundfeed.services import providers_due
from infra.deliveries import small_delivery
from tests.factories.site import Site


def break_index(site: Site) -> None:
    site.file("index.json").write_bytes(b"{")


def told(provider: Provider, *, after: int) -> list[str]:
    """The subjects of the mails about runs after run `after`, in order."""
    return list(provider.messages.filter(run__pk__gt=after).order_by("pk").values_list("subject", flat=True))


def last_run(site: Site) -> int:
    return FeedRun.objects.latest("pk").pk


def test_a_flapping_fault_makes_one_mail_and_its_end_stands_in_the_same_thread(published: Site) -> None:
    break_index(published)
    for _ in range(5):
        published.sync()
    published.deliver(published.next_day(small_delivery()))
    published.sync()

    _, trouble, mended = Message.objects.order_by("pk")

    assert "unreadable" in trouble.subject
    assert "applied" in mended.subject
    assert trouble.thread == mended.thread


def test_a_site_that_comes_and_goes_is_told_once(published: Site) -> None:
    before = last_run(published)
    for _ in range(4):
        published.sync()
        published.sync(source="/nowhere")

    assert told(published.provider, after=before) == ["[DEMO] Feed halted: incomplete"]


def test_two_faults_in_turn_are_two_mails_of_one_thread(published: Site) -> None:
    before = last_run(published)
    break_index(published)
    for _ in range(4):
        published.sync()
        published.sync(source="/nowhere")

    subjects = told(published.provider, after=before)
    threads = set(published.provider.messages.filter(run__pk__gt=before).values_list("thread", flat=True))

    assert subjects == ["[DEMO] Feed halted: unreadable", "[DEMO] Feed halted: incomplete"]
    assert len(threads) == 1


def test_new_bytes_that_fail_the_same_way_are_told_again(published: Site) -> None:
    before = last_run(published)
    break_index(published)
    published.sync()
    published.file("index.json").write_bytes(b"[")
    published.sync()

    assert told(published.provider, after=before) == ["[DEMO] Feed halted: unreadable"] * 2


def test_the_next_trouble_after_a_publication_begins_a_thread_of_its_own(published: Site) -> None:
    break_index(published)
    published.sync()
    published.deliver(published.next_day(small_delivery()))
    published.sync()
    break_index(published)
    published.sync()

    _, first, mended, second = Message.objects.order_by("pk")

    assert first.thread == mended.thread != second.thread


def test_a_trouble_that_lasts_is_told_again_after_a_day(published: Site) -> None:
    break_index(published)
    published.sync()
    published.now += timedelta(hours=25)
    published.sync()

    assert Message.objects.filter(subject__contains="unreadable").count() == 2


def test_the_cut_off_is_mailed_once_for_each_day_in_the_thread_of_the_trouble(site: Site) -> None:
    site.now += timedelta(hours=10)
    assert site.sync().outcome == "halted: not_delivered"

    for hours in (1, 1, 1, 1, 12, 7, 4):  # to a quarter to nine, past the cut-off, past midnight, past the next one
        site.now += timedelta(hours=hours)
        site.sync()
        providers_due()

    cut_off = Message.objects.filter(subject__contains="not delivered by the cut-off")
    assert [message.created_at.astimezone(site.now.tzinfo).day for message in cut_off.order_by("pk")] == [19, 20]
    assert set(cut_off.values_list("thread", flat=True)) == {Message.objects.earliest("pk").thread}
