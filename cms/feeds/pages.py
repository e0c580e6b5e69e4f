"""What the pages of a run, a delivery, a finding and a provider tell."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cms.facts.links import list_of, may_propose
from cms.facts.outsiders import is_outsider
from cms.facts.views import FactPageView
from fundfeed.adapters.clock import SystemClock
from fundfeed.models import Delivery, FeedRun, Provider, RunFinding
from fundfeed.records.findings import Outcome, Reason
from fundfeed.stages.vocabulary import vocabulary

from . import changes, files, history, next_steps, story, subjects, words
from .models import DeliveryDecision
from .proposing import policy_of
from .public_now import public_delivery
from .standing import standing, with_standing

MAX_ROWS = 100
WORST_FIRST = ("severity", "pk")  # the alphabet has it right: halt, hold, warn


class RunPage(FactPageView):
    """On one screen: what the run did and why, and what the public sees now."""

    def get_page_title(self) -> str:
        """The run by its number."""
        return story.title(self.object)

    def rows(self) -> QuerySet[Any]:
        """The run with its provider and delivery."""
        return FeedRun.objects.select_related("provider", "delivery__provider")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Outcome, stages, counts, limits and the first findings."""
        run, user = self.object, self.request.user
        progress = story.live(run)
        findings = run.findings.order_by(*WORST_FIRST)
        return super().get_context_data(
            outcome=words.outcome(run.outcome),
            reason=words.reason(run.reason),
            meaning=words.meaning(run),
            advice=words.advice(run, to_provider=is_outsider(user)),
            is_outsider=is_outsider(user),
            took=story.took(run),
            now=story.now(run),
            progress=progress,
            refresh_after=story.refresh_after(run, now=SystemClock().now()),
            live_url=live_address(run),
            stages=story.stages(run),
            counts=story.counts(run),
            measures=story.measures(run),
            changes=changes.card(run, user=user),
            **({} if is_outsider(user) else _inside(run)),
            may_propose=may_propose(user, DeliveryDecision),
            public=public_delivery(run.provider),
            files=files.card(run.delivery) if run.delivery and run.reason == Reason.UNREADABLE else None,
            findings=_badged(subjects.with_links(findings[:MAX_ROWS], user=user)),
            finding_count=findings.count(),
            findings_url=list_of(RunFinding, user=user, run=run.pk),
            **kwargs,
        )


class RunLive(FactPageView):
    """The parts of a run's page that move while it is going, for the script of that page."""

    def rows(self) -> QuerySet[Any]:
        """The run."""
        return FeedRun.objects.all()

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """The parts; without content when the run has ended, and the page is to be shown anew."""
        run = self.object
        if run.outcome:
            return HttpResponse(status=204)
        progress = story.live(run)
        parts = {"now": story.now(run), "progress": progress, "stages": story.stages(run), "counts": story.counts(run)}
        return render(request, "feeds/run/live.html", {"object": run, **parts})


def live_address(run: FeedRun) -> str:
    """Where the script of a run's page looks."""
    return reverse("wagtailsnippets_fundfeed_feedrun:live", args=[run.pk])


class DeliveryPage(FactPageView):
    """The files of a delivery with our digests beside the provider's, and the runs that tried it."""

    def rows(self) -> QuerySet[Any]:
        """The delivery with its provider."""
        return Delivery.objects.select_related("provider")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Files and runs."""
        delivery = self.object
        return super().get_context_data(
            files=files.card(delivery),
            runs=runs_told(delivery.runs.select_related("provider"), MAX_ROWS),
            is_public_now=public_delivery(delivery.provider) == delivery,
            steps=[] if is_outsider(self.request.user) else next_steps.proposals(delivery),
            may_propose=may_propose(self.request.user, DeliveryDecision),
            **kwargs,
        )


class FindingPage(FactPageView):
    """One deviation: what, where, received and expected."""

    def rows(self) -> QuerySet[Any]:
        """The finding with its run."""
        return RunFinding.objects.select_related("run__provider", "run__delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The finding with its weight and the page of its subject."""
        [(finding, subject_url)] = subjects.with_links([self.object], user=self.request.user)
        return super().get_context_data(
            severity=words.severity(finding.severity),
            run_outcome=words.outcome(finding.run.outcome),
            subject_url=subject_url,
            **kwargs,
        )


class ProviderPage(FactPageView):
    """Where a provider delivers, its keys, its limits with their reasons, its names for things, and its last runs."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Limits, keys, names and runs."""
        provider: Provider = self.object
        measured = history.measured_runs(provider)
        own = vocabulary(provider.mapping)
        return super().get_context_data(
            limits=[(words.MEASURES.get(limit.measure, limit.measure), limit) for limit in provider.limits.all()],
            charts=history.charts(measured),
            history=history.lines(measured),
            measures=words.MEASURES.values(),
            drawing=(history.WIDTH, history.HEIGHT),
            host_keys=provider.host_keys.splitlines(),
            names=own.names(),
            values=own.values(),
            public=public_delivery(provider),
            policy_url=policy_of(provider, user=self.request.user),
            told=provider.notified_groups.order_by("name"),
            runs=runs_told(provider.runs.select_related("delivery"), 10),
            runs_url=list_of(FeedRun, user=self.request.user, provider=provider.pk),
            **kwargs,
        )


def runs_told(runs: QuerySet[FeedRun], most: int) -> list[dict[str, Any]]:
    """The first `most` runs as rows of a small table."""
    return [
        {
            "run": run,
            "outcome": standing(run),
            "reason": words.reason(run.reason),
            "took": story.took(run),
        }
        for run in with_standing(runs)[:most]
    ]


def _inside(run: FeedRun) -> dict[str, Any]:
    """What concerns only those who work here: who did what, what was decided since, and what can be done."""
    decisions = list(run.delivery.decisions.order_by("decided_at")) if run.delivery else []
    deeds = next_steps.deeds(run, decisions)
    is_decided = bool(decisions) and run.outcome == Outcome.AWAITING_RELEASE
    return {"deeds": deeds, "since": deeds[-1] if is_decided else None, "steps": next_steps.steps(run)}


def _badged(findings: list[tuple[RunFinding, str]]) -> list[dict[str, Any]]:
    return [
        {"finding": finding, "severity": words.severity(finding.severity), "subject_url": url}
        for finding, url in findings
    ]
