"""Today's deliveries: what came, how old the public data are, what is halted and what is held back."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils import timezone

from fundfeed.models import Delivery, FeedRun, Provider
from fundfeed.records.findings import Outcome, Severity
from fundfeed.records.schedule import DAY, WAITING, Schedule

from ..states import Result, State
from ..wording import counted, moment
from .registry import Scene

PAUSED = "Taking in is paused for this provider."
STOPPED = (Outcome.HALTED, Outcome.FAILED, Outcome.AWAITING_RELEASE)


def deliveries(scene: Scene) -> Iterator[Result]:
    """Whether today's delivery of each provider came and is public."""
    known = Delivery.objects.exclude(Q(applied_at=None) & ~Q(uploaded_by=""))  # what two people still decide about
    newest = known.order_by("provider_id", "-received_at").distinct("provider_id")
    received = {row.provider_id: row for row in newest}
    for provider in scene.providers:
        yield _delivery(provider, received.get(provider.pk), scene)


def _delivery(provider: Provider, newest: Delivery | None, scene: Scene) -> Result:
    if not provider.is_enabled:
        return Result(state=State.WARN, subject=provider.code, sentence=PAUSED)
    schedule = _schedule(provider)
    hours = f"expected at {provider.expected_at:%H:%M}, cut-off {provider.cut_off:%H:%M}"
    if newest is None or newest.received_at <= schedule.last_expected(scene.at) - DAY:
        is_late = schedule.is_past_cut_off(scene.at)
        return Result(
            state=State.BAD if is_late else State.OK,
            subject=provider.code,
            sentence=f"Nothing came {'today' if is_late else 'yet'}: {hours}.",
        )
    if newest.applied_at is None or newest.rolled_back_at:
        sentence = f"{newest} came {moment(newest.received_at)} and isn't public."
        return Result(state=State.WARN, subject=provider.code, sentence=sentence, since=newest.received_at)
    sentence = f"{newest} came {moment(newest.received_at)} and is public since {moment(newest.applied_at)}."
    return Result(state=State.OK, subject=provider.code, sentence=sentence)


def freshness(scene: Scene) -> Iterator[Result]:
    """How old the data are that the public sees of each provider."""
    applied = Delivery.objects.filter(applied_at__isnull=False, rolled_back_at=None)
    public = {row.provider_id: row for row in applied.order_by("provider_id", "-applied_at").distinct("provider_id")}
    for provider in scene.providers:
        delivery = public.get(provider.pk)
        if delivery is None or delivery.content_date is None:
            yield Result(state=State.UNKNOWN, subject=provider.code, sentence="No dated delivery is public yet.")
            continue
        days = (timezone.localdate(scene.at) - delivery.content_date).days
        yield Result(
            state=scene.limits["data_age_days"].state(days),
            subject=provider.code,
            sentence=f"The public sees the data of {delivery.content_date:%-d %B %Y}.",
            value=days,
            measure="data_age_days",
        )


def halts(scene: Scene) -> Iterator[Result]:
    """Whether the last run of each provider ended well."""
    for provider, run in _last_runs(scene):
        if run is None:
            yield Result(state=State.UNKNOWN, subject=provider.code, sentence="No run yet.")
        elif run.outcome in STOPPED:
            waits = run.outcome == Outcome.AWAITING_RELEASE or (
                run.reason in WAITING and not _schedule(provider).is_past_cut_off(scene.at)
            )
            state = State.WARN if waits else State.BAD
            yield Result(state=state, subject=provider.code, sentence=run.summary, since=run.finished_at)
        else:
            how = f"The last run ended as {run.outcome.replace('_', ' ')}." if run.outcome else "A run is under way."
            yield Result(state=State.OK, subject=provider.code, sentence=how)


def holds(scene: Scene) -> Iterator[Result]:
    """How many records the last run of each provider held back."""
    for provider, run in _last_runs(scene):
        held = run.held if run else 0  # type: ignore[attr-defined] # annotated below
        is_held = f"{counted(held, 'record')} held back; what was public of them stays."
        yield Result(
            state=State.WARN if held else State.OK,
            subject=provider.code,
            sentence=is_held if held else "Nothing is held back.",
            value=held,
            since=run.finished_at if run and held else None,
        )


def _last_runs(scene: Scene) -> list[tuple[Provider, FeedRun | None]]:
    """Each provider with its last run; a day that turned is no run of a delivery."""
    runs = FeedRun.objects.exclude(trigger=FeedRun.Trigger.DAY)
    newest = runs.order_by("provider_id", "-started_at").distinct("provider_id").values("pk")
    found = FeedRun.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
    counted_runs = found.annotate(held=Count("findings", filter=Q(findings__severity=Severity.HOLD)))
    by_provider = {run.provider_id: run for run in counted_runs}
    return [(provider, by_provider.get(provider.pk)) for provider in scene.providers]


def _schedule(provider: Provider) -> Schedule:
    return Schedule(provider.expected_at, provider.cut_off, provider.time_zone)
