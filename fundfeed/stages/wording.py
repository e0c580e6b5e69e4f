"""What a decoder's complaint means, in the words of the domain."""

import re

from ..records import feed

FORMS = {
    feed.FUND_ID: "3 to 20 of A–Z, 0–9 and -",
    feed.DECIMAL: 'a decimal number in quotes, such as "1234.56"',
    feed.COUNTRY: "a country code of two capitals (ISO 3166-1)",
    feed.CURRENCY: "a currency code of three capitals (ISO 4217)",
    feed.ISIN: "an ISIN of twelve characters (ISO 6166)",
    feed.LEI: "an LEI of twenty characters (ISO 17442)",
    feed.LANGUAGE: "a language tag such as en or zh-Hant (BCP 47)",
    feed.FILE_NAME: "the hex digest of the file, then .pdf",
}
KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
}
_REGEX = re.compile(r"matching regex '(?P<regex>.*)'$", re.DOTALL)
_KIND = re.compile(r"^Expected `(?P<kinds>[^`]+)`(?P<limit>[^,]*)")
_IS_NUMBER = re.compile(r"got `(int|float)`$")
_LENGTH = re.compile(r" of length (?P<sign>[<>])= (?P<number>\d+)")


def expectation(complaint: str) -> str:
    """The accepted form that a complaint of msgspec is about."""
    if match := _REGEX.search(complaint):
        return FORMS.get(match["regex"].replace("\\\\", "\\"), "in the form of the contract")
    if "date" in complaint:
        return "a date, YYYY-MM-DD"
    if match := _KIND.match(complaint):
        if match["kinds"] == "str" and _IS_NUMBER.search(complaint):
            return "text, so this number in quotes"
        kinds = " or ".join(KINDS.get(kind, kind) for kind in match["kinds"].split(" | ") if kind != "null")
        return f"{kinds}{_limit(match['limit'])}"
    return complaint


def _limit(text: str) -> str:
    if match := _LENGTH.fullmatch(text):
        return f", {'at most' if match['sign'] == '<' else 'at least'} {match['number']} long"
    return text.replace(" <= ", " of at most ").replace(" >= ", " of at least ")
