"""What a share class's name says: its umbrella, its fund and its class."""

import re
from dataclasses import dataclass

_CURRENCIES = "USD|EUR|GBP|CHF|JPY|AUD|CAD|SGD|HKD|SEK|NOK|DKK|CNH|CNY|RMB|PLN|CZK|HUF|NZD|ZAR|MXN|ILS|TRY|KRW|BRL"

_CUR = rf"(?:{_CURRENCIES}|US\$|€|£)"
_HEDGED = rf"(?:{_CUR}\s+(?:daily\s+)?\(?(?:hedged|hdg|hgd|h\b)\)?|{_CUR}H\b|(?:daily\s+)?hedged\s+(?:to\s+)?{_CUR})"
_POLICY = (
    r"accumulation|accumulating|acc|capitalisation|capitalization|cap|"
    r"distributing|distribution|dist|dis|ukdis|income|inc"
)
_HINT = rf"hedged|hdg|hgd|unhedged|partially\s+hedged|shares?|daily|monthly|{_POLICY}"
# Letters and digits that name a class ("A", "Bp", "X2", "1C"), but none of the words that belong to a fund.
_NO_CODE = (
    r"ii|iii|iv|vi?|us|uk|em|esg|sri|etf|dr|sf|plc|sa|ag|ch|de|ie|lu|oil|tax|gas|it|emu|usa|reit|eu|fx|of|low|mid|all"
)
_CODE = rf"(?!(?:{_NO_CODE})\b)(?:[a-z]{{1,2}}\((?:acc|[mqy]?dis)\)\w*(?:-h\d)?|[a-z]{{1,3}}\d{{0,2}}|[1-9][a-d])"
_TAIL = re.compile(rf"[\s\-–,(/]+(?:{_HEDGED}|{_CUR}|class\s+[\w-]+|(?:{_HINT})\b|{_CODE})[\s)]*$", re.IGNORECASE)
_INNER_HEDGE = re.compile(rf"\s*\(?\b{_HEDGED}\)?(?=\s|$)", re.IGNORECASE)
_LEGAL_ENTITY = re.compile(
    r"^(?P<umbrella>.*?(?:\bplc|ICAV|\bSICAV(?: [IV]+)?|Public Limited Company|Index Solutions|Index Fund|"
    r"^UBS ETF(?: \(CH\))?|^MULTI.UNITS LUXEMBOURG))(?:\s*[-–—]\s*|\s+)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ACCUMULATING = re.compile(r"acc|cap\b|capitalisation|\(c\)|\b\dc\b|\bc\b", re.IGNORECASE)
_DISTRIBUTING = re.compile(r"dis|\binc|\(d\)|\b\dd\b|\bd\b", re.IGNORECASE)
_SPELLINGS = (
    ("Ucits", "UCITS"),
    ("UCITs", "UCITS"),
    ("Msci", "MSCI"),
    ("(Dr)", "(DR)"),
    ("Accuimulation", "Accumulation"),
)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A share class's full name in its parts; umbrella and extension may be empty."""

    umbrella: str
    fund: str
    extension: str


def tidy(name: str) -> str:
    """The name with single spaces and with the usual spelling of the words that sources disagree on."""
    for source, usual in _SPELLINGS:
        name = name.replace(source, usual)
    name = re.sub(r"^(Xtrackers|ComStage) - ", r"\1 ", name)
    return " ".join(name.replace(" - UCITS ETF", " UCITS ETF").split())


def parse_name(name: str) -> ParsedName:
    """Split a full share-class name into umbrella, fund and class extension."""
    umbrella, rest = split_umbrella(tidy(name))
    fund = _without_class(rest)
    return ParsedName(umbrella, fund, _extension(rest, fund))


def split_umbrella(name: str) -> tuple[str, str]:
    """The legal entity that the name starts with, or an empty string, and what follows it."""
    found = _LEGAL_ENTITY.match(name)
    return (found["umbrella"].strip(), found["rest"]) if found else ("", name)


def same_name_key(name: str) -> str:
    """Equal for names that differ only in case, spaces and punctuation."""
    return "".join(char for char in name.casefold() if char.isalnum() or char in "$€£+")


def names_only_a_class(text: str) -> bool:
    """True for what is left of "NN (L) Energy - Z Cap Usd" behind its dash: no fund, just a class."""
    rest = f"fund {text}"
    while (shorter := _TAIL.sub("", rest)) != rest:
        rest = shorter
    return rest == "fund"


def class_currency(extension: str) -> str | None:
    """The currency that a class extension names last, or nothing."""
    found: list[str] = re.findall(_CUR, extension.upper())
    if not found:
        return None
    return {"US$": "USD", "€": "EUR", "£": "GBP", "RMB": "CNY"}.get(found[-1], found[-1])


def distribution_policy(extension: str) -> str | None:
    """The openfunds value that the extension's Acc, Dist, 1C, 1D or the like stands for, or nothing."""
    accumulates = _ACCUMULATING.search(extension) is not None
    distributes = _DISTRIBUTING.search(extension) is not None
    if accumulates == distributes:
        return None
    return "accumulating" if accumulates else "distributing"


def _without_class(name: str) -> str:
    fund = name
    while (shorter := _TAIL.sub("", fund)) != fund and " " in shorter:
        fund = shorter
    return _INNER_HEDGE.sub("", fund).strip(" -–,")


def _extension(name: str, fund: str) -> str:
    if name.startswith(fund):
        return name[len(fund) :].strip(" -–,")
    hedge = _INNER_HEDGE.search(name)
    tail = name[len(_longest_start(name)) :].strip(" -–,")
    return " ".join(part for part in (hedge.group().strip() if hedge else "", tail) if part)


def _longest_start(name: str) -> str:
    while (shorter := _TAIL.sub("", name)) != name and " " in shorter:
        name = shorter
    return name
