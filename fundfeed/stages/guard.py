"""Stage 6: measure the change and hold the delivery when it is beyond a limit (section 6)."""

from collections.abc import Mapping

from ..errors import Held
from ..records.changes import ChangeSet, Limit, Measure, Verdict
from ..records.findings import halt

DEFAULT_LIMITS: Mapping[str, tuple[Limit, str]] = {
    "deauthorised": (Limit(10, 0.02), "A fund house closing a range withdraws about ten funds in a day."),
    "removed": (Limit(10, 0.10), "A shrinking index is more often a broken export than a shrinking market."),
    "changed": (Limit(100, 0.50), "Profiles change a few at a time; half of all at once is a format change."),
    "held": (Limit(20, 0.10), "A few bad records are normal; one in ten is a fault at the provider."),
    "added": (Limit(50, 0.20), "New authorisations come in ones and twos."),
}


class BeyondLimit(Held):
    """Readable and consistent, but outside a guard's limit; carries the verdict."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(
            halt(
                f"guard.{measure.name}",
                _sentence(measure),
                received=f"{measure.count} ({measure.share:.1%})",
                expected=f"at most {measure.limit.count}, or at most {measure.limit.share:.1%}"
                if measure.limit
                else "some",
            )
            for measure in verdict.tripped
        )


def judge(changes: ChangeSet, limits: Mapping[str, Limit]) -> Verdict:
    """Every measure beside its limit; nothing is compared for a first delivery, but an empty index always trips."""
    first = changes.public_count == 0
    measured = {
        "deauthorised": (len(changes.withdrawn) + len(changes.due), changes.public_count),
        "removed": (len(changes.removed), changes.public_count),
        "changed": (len(changes.changed), changes.public_count),
        "held": (len(changes.held), changes.delivered_count),
        "added": (len(changes.added), changes.public_count),
    }
    measures = [
        _measure(name, count, whole, None if first else limits.get(name)) for name, (count, whole) in measured.items()
    ]
    return Verdict((*measures, _emptiness(changes)))


def hold_back(verdict: Verdict) -> None:
    """Raise `BeyondLimit` when a measure tripped."""
    if verdict.tripped:
        raise BeyondLimit(verdict)


def _measure(name: str, count: int, whole: int, limit: Limit | None) -> Measure:
    share = count / whole if whole else 0.0
    is_tripped = limit is not None and count > limit.count and share > limit.share
    return Measure(name=name, count=count, share=share, limit=limit, is_tripped=is_tripped)


def _emptiness(changes: ChangeSet) -> Measure:
    is_empty = changes.delivered_count == 0
    return Measure(name="empty", count=changes.delivered_count, share=0.0, limit=None, is_tripped=is_empty)


def _sentence(measure: Measure) -> str:
    sentences = {
        "deauthorised": f"{measure.count} funds would lose their authorisation at once.",
        "removed": f"{measure.count} funds would leave the public record at once.",
        "changed": f"{measure.count} fund profiles would change at once.",
        "held": f"{measure.count} records break a rule.",
        "added": f"{measure.count} funds would be new at once.",
        "empty": "The index holds no fund at all.",
    }
    return sentences[measure.name]
