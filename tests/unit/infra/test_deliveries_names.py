"""Names: what belongs to the umbrella, the fund and the class; and Chinese names that read well or aren't there."""

import re

import pytest

from infra.deliveries.asset_classes import asset_class, region
from infra.deliveries.chinese import chinese_name
from infra.deliveries.grouping import group_rows
from infra.deliveries.houses import chinese_group_of, group_of
from infra.deliveries.names import class_currency, distribution_policy, parse_name
from infra.deliveries.source import sample_funds


@pytest.mark.parametrize(
    ("name", "umbrella", "fund", "extension"),
    [
        ("iShares MSCI World UCITS ETF USD (Dist)", "", "iShares MSCI World UCITS ETF", "USD (Dist)"),
        (
            "Lyxor S&P 500 UCITS ETF - Daily Hedged to GBP - Dist",
            "",
            "Lyxor S&P 500 UCITS ETF",
            "Daily Hedged to GBP - Dist",
        ),
        (
            "Amundi Index Solutions - Amundi MSCI Em Asia UCITS ETF-C USD",
            "Amundi Index Solutions",
            "Amundi MSCI Em Asia UCITS ETF",
            "C USD",
        ),
        (
            "UBS (Irl) ETF plc - MSCI Australia UCITS ETF (hedged to GBP) A-acc",
            "UBS (Irl) ETF plc",
            "MSCI Australia UCITS ETF",
            "(hedged to GBP) A-acc",
        ),
        (
            "JPMorgan ETFs (Ireland) ICAV BetaBuilders EUR Govt Bond UCITS ETF EUR Acc",
            "JPMorgan ETFs (Ireland) ICAV",
            "BetaBuilders EUR Govt Bond UCITS ETF",
            "EUR Acc",
        ),
        (
            "iShares J.P. Morgan $ EM Bond CHF Hedged UCITS ETF (Dist)",
            "",
            "iShares J.P. Morgan $ EM Bond UCITS ETF",
            "CHF Hedged (Dist)",
        ),
        ("Xtrackers MSCI Japan UCITS ETF 7C CHF Hedged", "", "Xtrackers MSCI Japan UCITS ETF", "7C CHF Hedged"),
        ("World Bond Fund X2 Dkk", "", "World Bond Fund", "X2 Dkk"),
        ("iShares SMI ETF (CH)", "", "iShares SMI ETF (CH)", ""),
    ],
)
def test_a_name_falls_into_umbrella_fund_and_class(name: str, umbrella: str, fund: str, extension: str) -> None:
    parsed = parse_name(name)

    assert (parsed.umbrella, parsed.fund, parsed.extension) == (umbrella, fund, extension)


@pytest.mark.parametrize(
    ("extension", "currency", "policy"),
    [
        ("USD (Acc)", "USD", "accumulating"),
        ("Hedged EUR A Dis", "EUR", "distributing"),
        ("2D - GBP Hedged", "GBP", "distributing"),
        ("1C", None, "accumulating"),
        ("A USD", "USD", None),
        ("", None, None),
    ],
)
def test_a_class_extension_tells_currency_and_policy(extension: str, currency: str | None, policy: str | None) -> None:
    assert (class_currency(extension), distribution_policy(extension)) == (currency, policy)


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("iShares Core MSCI World UCITS ETF", "iShares 安碩核心 MSCI 世界 UCITS ETF"),
        ("iShares $ Treasury Bond 1-3yr UCITS ETF", "iShares 安碩美元國債 1-3 年期 UCITS ETF"),
        ("Xtrackers MSCI Emerging Markets UCITS ETF", "Xtrackers MSCI 新興市場 UCITS ETF"),
        ("Amundi MSCI Eastern Europe Ex Russia UCITS ETF", "東方匯理 MSCI 東歐（俄羅斯除外）UCITS ETF"),
        (
            "SPDR Bloomberg Barclays 10+ Year Euro Government Bond UCITS ETF",
            "道富 SPDR 彭博巴克萊 10 年期以上歐元政府債券 UCITS ETF",
        ),
        ("HSBC S&P 500 UCITS ETF", "滙豐標普 500 UCITS ETF"),
    ],
)
def test_a_name_of_known_terms_is_told_in_chinese(name: str, chinese: str) -> None:
    assert chinese_name(name) == chinese


@pytest.mark.parametrize(
    "name",
    [
        "Rize Medical Cannabis & Life Sci ETF",
        "VanEck Vectors Video Gaming and eSports UCITS ETF",
        "iShares AEX UCITS ETF",
        "Allianz Pimco High Yield Income Fund",
        "",
    ],
)
def test_a_name_that_would_stay_half_english_or_stutter_has_no_chinese(name: str) -> None:
    assert chinese_name(name) is None


def test_a_third_of_the_sample_or_more_has_a_chinese_name_without_english_words() -> None:
    names = {fund.name: chinese_name(fund.name) for fund in sample_funds()}

    chinese = [name for name in names.values() if name]
    assert len(chinese) * 3 >= len(names)
    english = re.compile(
        r"\b(bond|equity|world|market|government|dividend|sector|the|and|of|index|fund)\b", re.IGNORECASE
    )
    assert [name for name in chinese if english.search(name)] == []
    assert [name for name in chinese if "  " in name or name != name.strip()] == []


def test_a_house_is_known_by_its_group() -> None:
    assert (group_of("BlackRock Asset Management"), chinese_group_of("BlackRock (Luxembourg) SA")) == (
        "BlackRock",
        "貝萊德",
    )
    assert (group_of("Small House S.A."), chinese_group_of("Small House S.A.")) == ("Small House S.A.", None)


@pytest.mark.parametrize(
    ("name", "group", "expected"),
    [
        ("Lyxor Core Global Government Bond (DR) UCITS ETF", "Financials", "bond"),
        ("SPDR MSCI ACWI UCITS ETF", "Alternatives", "equity"),
        ("ZKB Gold ETF", "Commodities", "commodity"),
        ("Solactive Global Pure Gold Miners UCITS ETF", "Materials", "equity"),
        ("iShares UK Property UCITS ETF", "Real Estate", "real estate"),
        ("Nameless", "Currencies", "other"),
    ],
)
def test_the_asset_class_follows_the_name_before_the_sources_category(name: str, group: str, expected: str) -> None:
    assert asset_class(name, group, "") == expected


def test_the_region_is_that_of_the_name_or_none() -> None:
    assert region("iShares Core MSCI World UCITS ETF") == "Global"
    assert region("HSBC MSCI AC Far East ex Japan UCITS ETF") == "Asia Pacific"
    assert region("WisdomTree Battery Solutions UCITS ETF") is None


@pytest.mark.parametrize(
    ("umbrella_guess", "remainder"),
    [
        ("", "Vanguard Global Bond Index Fund GBP Hedged Accumulation"),
        ("Vanguard Global Bond Index Fund", "GBP Hedged Accumulation"),
    ],
)
def test_what_looks_like_an_umbrella_of_nothing_but_a_class_is_the_fund(umbrella_guess: str, remainder: str) -> None:
    row = {
        "isin": "IE00B50W2R13",
        "name": "Vanguard Global Bond Index Fund GBP Hedged Accumulation",
        "umbrella_guess": umbrella_guess,
        "remainder": remainder,
        "issuer": "Vanguard Group (Ireland) Limited",
        "currency": "GBP",
        "asset_class": "bond",
    }

    (grouped,) = group_rows([row])

    assert (grouped["umbrella"], grouped["fundName"]) == ("", "Vanguard Global Bond Index Fund")
    assert grouped["extension"] == "GBP Hedged Accumulation"
