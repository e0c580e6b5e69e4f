"""The papers of the pack: each is a file, made of what the installation says at this moment.

An application adds its own in `AppConfig.ready`: `register("incidents/incidents.csv", rows_of(…))`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.core.checks import Tags, run_checks
from django.db.models import Count, F

from cms.accounts import roles_manual
from cms.accounts.access import access_of, last_snapshot, people
from cms.accounts.models import AccessReview
from cms.audit.models import AuditEvent, AuditSeal
from cms.audit.verification import verify
from cms.audit.words import action
from cms.backups.models import BackupRun, RestoreDrill
from cms.facts.views import as_text
from cms.operations.models import CheckResult
from cms.privacy.models import RetentionRun
from cms.privacy.register import entries
from cms.settings.environment import env
from fundfeed.services import verify_ledger


class Period(msgspec.Struct, frozen=True):
    """From when to when events are told."""

    since: datetime
    until: datetime


Paper = Callable[[Period], bytes]


def _json(value: Any) -> bytes:
    plain = msgspec.to_builtins(value, str_keys=True)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def _csv(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([as_text(str("" if row[head] is None else row[head])) for head in heads] for row in rows)
    return text.getvalue().encode()


def _table(heads: Sequence[str], rows: Any) -> bytes:
    return _csv(heads, rows.values(*heads))


def _audit(_period: Period) -> bytes:
    found = verify()
    return _json({"isSound": found.is_sound, **msgspec.to_builtins(found)})


def _ledger(_period: Period) -> bytes:
    return _json(verify_ledger())


def _actions(period: Period) -> bytes:
    within = AuditEvent.objects.filter(at__range=(period.since, period.until))
    rows = within.values("action").annotate(events=Count("pk")).order_by("action")
    return _csv(("action", "words", "events"), [row | {"words": action(row["action"])} for row in rows])


def _changes_of_access(period: Period) -> bytes:
    within = AuditEvent.objects.filter(at__range=(period.since, period.until), action__regex=r"^(user|role|access)\.")
    return _table(("sequence", "at", "actor", "action", "label", "comment", "hash"), within.order_by("sequence"))


def _people(period: Period) -> bytes:
    heads = ("username", "name", "state", "roles", "may", "last_login", "second_factor", "changed")
    rows = access_of(people(), before=last_snapshot(), now=period.until)
    return _csv(heads, [{head: getattr(row, head) for head in heads} for row in rows])


def _reviews(_period: Period) -> bytes:
    reviews = AccessReview.objects.select_related("done_by").order_by("done_at")
    return _json([{"at": one.done_at, "by": one.done_by.username, "note": one.note} for one in reviews])


def _configuration(_period: Period) -> bytes:
    return _json(env.without_secrets())


def _set_up(_period: Period) -> bytes:
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    return _json([{"id": one.id, "what": one.msg, "silenced": one.is_silenced()} for one in found])


def _personal_data(_period: Period) -> bytes:
    names = ("code", "title", "fields", "whose", "why", "basis", "keep", "days", "on_request")
    return _json(
        [
            {name: sorted(v) if isinstance(v := getattr(one, name), frozenset) else v for name in names}
            for one in entries()
        ]
    )


def _of(model: Any, moment: str, *heads: str) -> Paper:
    def made(period: Period) -> bytes:
        within = {f"{moment}__range": (period.since, period.until)}
        return _table((moment, *heads), model.objects.filter(**within).order_by(moment))

    return made


_papers: Final[dict[str, Paper]] = {
    "verification/audit-trail.json": _audit,
    "verification/ledger.json": _ledger,
    "verification/seals.csv": _of(AuditSeal, "at", "sequence", "hash", "count", "faults", "file"),
    "access/people.csv": _people,
    "access/reviews.json": _reviews,
    "access/roles.md": lambda _period: roles_manual.manual().encode(),
    "access/changes.csv": _changes_of_access,
    "events/actions.csv": _actions,
    "configuration/settings.json": _configuration,
    "configuration/checks.json": _set_up,
    "operations/checks.csv": lambda _period: _table(
        ("name", "subject", "state", "sentence", "since", "checked_at"), CheckResult.objects.order_by("name", "subject")
    ),
    "recovery/backups.csv": _of(BackupRun, "at", "name", "faults", "size", "files", "manifest_sha256"),
    "recovery/drills.csv": _of(RestoreDrill, "at", "name", "faults", "is_restored", "seconds"),
    "personal-data/register.json": _personal_data,
    "personal-data/retention.csv": _of(RetentionRun, "at", "entry", "removed", "trouble"),
}


def rows_of(model: Any, moment: str, **columns: str) -> Paper:
    """A paper of another application: a table's rows by a moment of theirs, each column with its field."""

    def made(period: Period) -> bytes:
        rows = model.objects.filter(**{f"{moment}__range": (period.since, period.until)}).order_by(moment)
        return _csv(tuple(columns), rows.values(**{name: F(field) for name, field in columns.items()}))

    return made


def register(name: str, paper: Paper) -> None:
    """Add a paper to the pack."""
    _papers[name] = paper


def papers(*, at: datetime, days: int) -> dict[str, bytes]:
    """Every paper by its name, about so many days before this moment."""
    period = Period(at - timedelta(days=days), at)
    return {name: paper(period) for name, paper in sorted(_papers.items())}
