"""What happens between the demo's days: an ordinary day, a mass deauthorisation, a measured share of changes."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from infra.deliveries.catalogue import Catalogue, set_status
from infra.deliveries.chinese import chinese_name
from infra.deliveries.delivery import deauthorisation
from infra.deliveries.documents import Document, fund_documents
from infra.deliveries.figures import Dice, scaled
from infra.deliveries.records import fund_record
from infra.deliveries.schedule import content_date
from infra.deliveries.source import SourceFund

Json = dict[str, Any]

_FEWEST = 4
_RENAMED, _RECOSTED, _NEW_KEY_FACTS = 4, 6, 12
# Above the guard's limits (more than 10 funds and more than 2 %), and clearly so.
_MASS_COUNT, _MASS_PERCENT = 10, 3


def ordinary_day(before: Catalogue, newcomer: SourceFund, *, day: int, dice: Dice) -> Catalogue:
    """Figures move, a few profiles and documents change, one fund comes and exactly two go."""
    after = _copy(before)
    if len(after.funds) < _FEWEST:
        raise ValueError(f"an ordinary day needs at least {_FEWEST} funds: two go, one takes over from a merger")
    _two_leave(after, day=day)
    _move_figures(after.funds, day=day, dice=dice)
    for fund in _spread(after.funds, _RENAMED):
        _rename(fund, until=content_date(day - 1))
    for fund in _spread(after.funds[1:], _RECOSTED):
        _cut_charges(fund)
    for fund in [fund for fund in after.funds if fund["authorisationStatus"] == "suspended"][:1]:
        set_status(fund, "authorised", content_date(day).isoformat())
    _new_documents(after, day=day)
    _arrive(after, newcomer, day=day, dice=dice)
    return after


def mass_deauthorisation(before: Catalogue, *, day: int, dice: Dice) -> Catalogue:
    """One whole fund house loses its authorisation: every fund listed, consistent, and suspicious."""
    after = _copy(before)
    house = _house_that_leaves(after.funds)
    for fund in [fund for fund in after.funds if fund["fundGroupName"]["en"] == house]:
        _leave(after, fund, day=day, reason="voluntary withdrawal")
    _move_figures(after.funds, day=day, dice=dice)
    return after


def changed_share(before: Catalogue, share: float) -> Catalogue:
    """The same catalogue with this share of its funds changed in charges and size, and nothing else."""
    after = _copy(before)
    for fund in _spread(after.funds, max(1, round(len(after.funds) * share))):
        _cut_charges(fund)
        fund["aumFund"]["value"] = scaled(fund["aumFund"]["value"], 125)
    return after


def _copy(before: Catalogue) -> Catalogue:
    """Documents are shared, because they keep the record that they were written from."""
    return Catalogue(deepcopy(before.funds), list(before.documents), list(before.deauthorised))


def _spread(funds: list[Json], count: int) -> list[Json]:
    """As many funds, evenly spread, so that no house is hit alone."""
    count = min(count, len(funds))
    return [funds[number * len(funds) // count] for number in range(count)]


def _two_leave(after: Catalogue, *, day: int) -> None:
    in_liquidation = [fund for fund in after.funds if fund["authorisationStatus"] == "in liquidation"]
    wound_up = (in_liquidation or after.funds[-1:])[0]
    staying = [fund for fund in after.funds if fund is not wound_up]
    merged = staying[len(staying) // 3]
    _leave(after, merged, day=day, reason="merger", absorbedByFundId=_absorbing(after.funds, merged, wound_up))
    _leave(after, wound_up, day=day, reason="liquidation", authorisationStatus="terminated")


def _absorbing(funds: list[Json], merged: Json, wound_up: Json) -> str | None:
    """Another fund of the same house and asset class if there is one, else any fund that stays."""
    staying = [fund for fund in funds if fund["fundId"] not in {merged["fundId"], wound_up["fundId"]}]
    similar = [
        fund for fund in staying if (fund["manCo"], fund["assetClass"]) == (merged["manCo"], merged["assetClass"])
    ]
    return next((str(fund["fundId"]) for fund in similar + staying), None)


def _leave(after: Catalogue, fund: Json, *, day: int, reason: str, **facts: object) -> None:
    on = content_date(day)
    record = deauthorisation(fund, on.isoformat(), reason=reason) | facts
    record["lastDealingDate"] = (on - timedelta(days=14)).isoformat()
    after.deauthorised.append({key: value for key, value in record.items() if value is not None})
    after.funds.remove(fund)
    after.documents = [one for one in after.documents if one.target["id"] != fund["fundId"]]
    _drop_empty_umbrellas(after)


def _drop_empty_umbrellas(after: Catalogue) -> None:
    """An umbrella without sub-funds is unknown to index.json, so its prospectus goes as well."""
    known = {fund["umbrella"]["umbrellaId"] for fund in after.funds if fund["umbrella"]}
    after.documents = [one for one in after.documents if one.target["level"] != "umbrella" or one.target["id"] in known]


def _arrive(after: Catalogue, newcomer: SourceFund, *, day: int, dice: Dice) -> None:
    """A fund authorised and launched on this day, with documents of this day and no annual report yet."""
    on = content_date(day)
    fund = fund_record(newcomer, dice)
    fund |= dict.fromkeys(("authorisationDate", "authorisationStatusDate", "fundLaunchDate"), on.isoformat())
    for one in fund["shareClasses"]:
        one["shareClassLaunchDate"] = on.isoformat()
    _move_figures([fund], day=day, dice=dice)
    after.funds.append(fund)
    after.documents += [
        replace(document, document_date=on, publication_date=on, valid_from=on)
        for document in fund_documents(fund, dice)
        if document.document_type != "AR"
    ]


def _move_figures(funds: list[Json], *, day: int, dice: Dice) -> None:
    """Size and every NAV move by up to two percent and carry the day's date."""
    on = content_date(day).isoformat()
    for fund in funds:
        _move(fund["aumFund"], on, dice.between(-200, 200, fund["fundId"], on, "size"))
        for one in fund["shareClasses"]:
            # Never by nothing: each day's NAV is another one.
            _move(
                one["valuationNav"],
                on,
                dice.pick((-1, 1), one["isin"], on) * dice.between(5, 180, one["isin"], on, "nav"),
            )


def _move(figure: Json, on: str, basis_points: int) -> None:
    figure["value"] = scaled(figure["value"], basis_points)
    figure["date"] = on


def _rename(fund: Json, *, until: date) -> None:
    """Put "Select" into the fund's name and keep the former one."""
    old = fund["legalFundNameOnly"]["en"]
    new = old.replace(" UCITS ETF", " Select UCITS ETF") if " UCITS ETF" in old else f"{old} Select"
    fund["formerNames"] = [{"name": fund["legalFundNameOnly"], "until": until.isoformat()}]
    chinese = chinese_name(new)
    fund["legalFundNameOnly"] = {"en": new, "zh-Hant": chinese} if chinese else {"en": new}
    names = [
        fund.get("legalFundNameIncludingUmbrella", {}),
        *(one["fullShareClassName"] for one in fund["shareClasses"]),
    ]
    for name in filter(None, names):
        name["en"] = name["en"].replace(old, new)


def _cut_charges(fund: Json) -> None:
    for one in fund["shareClasses"]:
        one["ongoingCharges"] = round(one["ongoingCharges"] + 0.0001, 4)


def _new_documents(after: Catalogue, *, day: int) -> None:
    """New key facts in the place of old ones, and one new prospectus that takes effect later."""
    published = content_date(day)
    chosen = _spread(after.funds, _NEW_KEY_FACTS)
    for fund in chosen:
        for old in [one for one in after.documents if _is(one, "KFS", fund)]:
            _put(after, old.superseded(), at=old)
            after.documents.append(old.next_version(fund, published=published, valid_from=published))
    for old in [one for one in after.documents if _is(one, "PR", chosen[-1])]:
        later = published + timedelta(days=30)
        after.documents.append(old.next_version(chosen[-1], published=published, valid_from=later))


def _is(document: Document, document_type: str, fund: Json) -> bool:
    return (
        document.document_type == document_type
        and document.target["id"] == fund["fundId"]
        and document.status == "current"
    )


def _put(after: Catalogue, new: Document, *, at: Document) -> None:
    after.documents[after.documents.index(at)] = new


def _house_that_leaves(funds: list[Json]) -> str:
    """The smallest house that is big enough to trip the guard; in a small set, the biggest."""
    houses = Counter(str(fund["fundGroupName"]["en"]) for fund in funds)
    enough = max(_MASS_COUNT, len(funds) * _MASS_PERCENT // 100)
    big = [(count, house) for house, count in houses.items() if count > enough]
    return min(big)[1] if big else houses.most_common(1)[0][0]
