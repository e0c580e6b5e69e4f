"""Fund houses and umbrellas with the number of their listed funds, by page and one by one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Min, Q
from msgspec import Struct
from msgspec.structs import asdict, replace

from ..models import ListedFund
from ..records.feed import LanguageMap, Umbrella
from ..records.lookups import FundGroup, FundGroupDetail, UmbrellaDetail, UmbrellaEntry
from ..records.public import FacetValue
from .addresses import funds_address, house_address, umbrella_address

HOUSE, UMBRELLA = "fund_group_slug", "umbrella_id"
COUNTS = {
    "listed": Count("pk", filter=Q(is_withdrawn=False)),
    "withdrawn": Count("pk", filter=Q(is_withdrawn=True)),
    "house_names": ArrayAgg("fund_group", distinct=True),
    "sample": Min("pk"),
}


class _Group(Struct, frozen=True):
    """Funds of one house, umbrella or part of them, as they were counted; `sample` is one of them."""

    key: str
    listed: int
    withdrawn: int
    house_names: list[str]
    sample: str


class _Names(Struct, rename="camel"):
    """What a stored summary says of its fund's house and umbrella."""

    fund_group_name: LanguageMap | None
    umbrella: Umbrella | None


T = TypeVar("T", FundGroup, UmbrellaEntry)
_read = msgspec.json.Decoder(_Names)


def fund_groups(*, size: int, key: str = "", is_backward: bool = False) -> tuple[tuple[FundGroup, ...], bool]:
    """The fund houses after the one with this slug, or before it, and whether more lie beyond."""
    return _page(HOUSE, _house, size, key, is_backward)


def umbrellas(*, size: int, key: str = "", is_backward: bool = False) -> tuple[tuple[UmbrellaEntry, ...], bool]:
    """The umbrellas after the one with this id, or before it, and whether more lie beyond."""
    return _page(UMBRELLA, _umbrella, size, key, is_backward)


def fund_group(slug: str) -> FundGroupDetail | None:
    """One fund house with its umbrellas; None when no fund is or was published under it."""
    parts, asset_classes = _parts(HOUSE, slug, UMBRELLA)
    if not parts:
        return None
    names = _names(part.sample for part in parts)
    whole = _whole(slug, parts)
    return FundGroupDetail(
        **asdict(_house(whole, names[whole.sample])),
        withdrawn_count=whole.withdrawn,
        umbrellas=tuple(_umbrella(part, names[part.sample]) for part in parts if part.key and part.listed),
        asset_classes=asset_classes,
    )


def umbrella(umbrella_id: str) -> UmbrellaDetail | None:
    """One umbrella with the houses of its sub-funds; None when none of them is or was published."""
    parts, asset_classes = _parts(UMBRELLA, umbrella_id, HOUSE)
    if not parts:
        return None
    names = _names(part.sample for part in parts)
    whole = _whole(umbrella_id, parts)
    return UmbrellaDetail(
        **asdict(_umbrella(whole, names[whole.sample])),
        withdrawn_count=whole.withdrawn,
        fund_groups=tuple(_house(part, names[part.sample]) for part in parts if part.key and part.listed),
        asset_classes=asset_classes,
    )


def _page(
    column: str, shown: Callable[[_Group, _Names], T], size: int, key: str, is_backward: bool
) -> tuple[tuple[T, ...], bool]:
    beyond = {f"{column}__lt" if is_backward and key else f"{column}__gt": key}
    rows = ListedFund.objects.filter(is_withdrawn=False, **beyond).exclude(**{column: ""})
    counted = rows.values_list(column).annotate(**COUNTS).order_by(f"-{column}" if is_backward else column)
    found = [_Group(*row) for row in counted[: size + 1]]
    groups = found[:size][:: -1 if is_backward else 1]
    names = _names(group.sample for group in groups)
    return tuple(shown(group, names[group.sample]) for group in groups), len(found) > size


def _parts(column: str, key: str, by: str) -> tuple[list[_Group], tuple[FacetValue, ...]]:
    """The funds of one group by the other kind of group, and by asset class."""
    counted = ListedFund.objects.filter(**{column: key}).values_list(by, "asset_class").annotate(**COUNTS)
    parts: dict[str, list[_Group]] = defaultdict(list)
    asset_classes: Counter[str] = Counter()
    for part, asset_class, *counts in counted.order_by(by, "asset_class"):
        parts[part].append(_Group(part, *counts))
        asset_classes[asset_class] += counts[0]
    ordered = sorted(((-count, name) for name, count in asset_classes.items() if name and count))
    facets = tuple(FacetValue(value=name, count=-count) for count, name in ordered)
    return [_whole(part, groups) for part, groups in parts.items()], facets


def _whole(key: str, parts: Sequence[_Group]) -> _Group:
    names = {name for part in parts for name in part.house_names}
    first = min(parts, key=lambda part: part.sample)
    listed, withdrawn = sum(part.listed for part in parts), sum(part.withdrawn for part in parts)
    return replace(first, key=key, listed=listed, withdrawn=withdrawn, house_names=sorted(names))


def _names(fund_ids: Iterable[str]) -> dict[str, _Names]:
    rows = ListedFund.objects.filter(pk__in=set(fund_ids)).values_list("pk", "summary")
    return {fund_id: _read.decode(bytes(summary)) for fund_id, summary in rows}


def _house(group: _Group, names: _Names) -> FundGroup:
    return FundGroup(
        slug=group.key,
        name=names.fund_group_name or {},
        fund_count=group.listed,
        url=house_address(group.key),
        funds_url=funds_address("fundGroupName", group.house_names),
    )


def _umbrella(group: _Group, names: _Names) -> UmbrellaEntry:
    return UmbrellaEntry(
        umbrella_id=group.key,
        umbrella_name=names.umbrella.umbrella_name if names.umbrella else {},
        lei_of_umbrella=names.umbrella.lei_of_umbrella if names.umbrella else None,
        fund_count=group.listed,
        url=umbrella_address(group.key),
        funds_url=funds_address("umbrellaId", [group.key]),
    )
