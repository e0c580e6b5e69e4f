"""Reads for those who follow the public record: places in an order, and the changes after one."""

from datetime import datetime
from typing import Annotated, Any, Final

from django.db.models import Manager, Min, Model, Q
from msgspec import Meta, Struct

from ..models import PublicChange

LAST = 2**62


class Place(Struct, frozen=True, array_like=True):
    """A place: after the entry with this sequence, whose hash begins so; 0 before the first."""

    sequence: Annotated[int, Meta(ge=0, le=LAST)]
    mark: Annotated[str, Meta(max_length=16, pattern="^[0-9a-f]*$")]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which changes are asked for; empty means all."""

    fund_groups: tuple[str, ...] = ()
    fund_ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Followed(Struct, frozen=True):
    """Changes as they are served, the place after them, and whether more are there already."""

    bodies: tuple[bytes, ...]
    after: Place
    has_more: bool


class Onward(Struct, frozen=True):
    """Whether a place is one of this record, and when the entry that follows it was published."""

    is_known: bool
    next_at: datetime | None


BEGINNING = Place(0, "")


class Line:
    """What is followed: an append-only table whose rows have `sequence`, `mark`, `at` and one order for all readers.

    Rows are written under one lock that is held until they are visible, so none appears before the head later.
    """

    def __init__(self, model: type[Model]) -> None:
        self.rows: Manager[Any] = model._default_manager

    def head(self) -> Place:
        """The place after the last row."""
        row = self.rows.order_by("-sequence").values_list("sequence", "mark").first()
        return Place(*row) if row else BEGINNING

    def onward(self, place: Place) -> Onward:
        """What there is at this place."""
        rows = self.rows.filter(sequence__in=(place.sequence, place.sequence + 1))
        near = {sequence: (mark, at) for sequence, mark, at in rows.values_list("sequence", "mark", "at")}
        entry, following = near.get(place.sequence), near.get(place.sequence + 1)
        is_known = entry[0] == place.mark if entry else place == BEGINNING
        return Onward(is_known, following[1] if following else None)

    def place_before(self, moment: datetime) -> Place:
        """The place from which everything follows that was published at or after this moment."""
        first = self.rows.filter(at__gte=moment).aggregate(first=Min("sequence"))["first"]
        if first is None:
            return self.head()
        row = self.rows.filter(sequence=first - 1).values_list("sequence", "mark").first()
        return Place(*row) if row else BEGINNING

    def after(
        self, place: Place, *, until: Place, wanted: Q, size: int, columns: tuple[str, ...]
    ) -> tuple[list[tuple[Any, ...]], Place, bool]:
        """At most `size` rows after `place`, none beyond `until`, which must have been read before.

        With them the place after them, and whether more are there already.
        """
        rows = self.rows.filter(wanted, sequence__gt=place.sequence, sequence__lte=until.sequence)
        found = list(rows.order_by("sequence").values_list("sequence", "mark", *columns)[: size + 1])
        has_more, shown = len(found) > size, found[:size]
        last = Place(*shown[-1][:2]) if has_more else max(until, place, key=lambda one: one.sequence)
        return [row[2:] for row in shown], last, has_more


FUNDS: Final = Line(PublicChange)


def head() -> Place:
    """The place after the last entry of the ledger."""
    return FUNDS.head()


def changes_after(place: Place, *, until: Place, wanted: Wanted, size: int) -> Followed:
    """At most `size` changes of funds after `place`, none beyond `until`, as they are served."""
    found, after, has_more = FUNDS.after(place, until=until, wanted=_wanted(wanted), size=size, columns=("body",))
    return Followed(tuple(bytes(body) for (body,) in found), after, has_more)


def latest(wanted: Wanted, *, most: int) -> tuple[bytes, ...]:
    """The last changes of funds as they are served, the newest first."""
    rows = PublicChange.objects.filter(_wanted(wanted)).order_by("-sequence")
    return tuple(bytes(body) for body in rows.values_list("body", flat=True)[:most])


def _wanted(wanted: Wanted) -> Q:
    condition = Q()
    if wanted.fund_groups:
        condition &= Q(fund_group__in=wanted.fund_groups)
    if wanted.fund_ids:
        condition &= Q(fund__in=wanted.fund_ids)
    if wanted.kinds:
        condition &= Q(kinds__overlap=list(wanted.kinds))
    return condition
