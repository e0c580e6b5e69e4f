"""Asset class, region and exposure, as far as a fund's name and category tell them."""

import re
from functools import cache

# The name is the better witness: the source files bonds under "Financials" and equity under "Alternatives".
_BY_NAME = (
    ("money market", r"money market|cash|overnight|ultra-?short income|fed funds"),
    ("mixed", r"multi.?asset|balanced|portfolio income|lifestrategy|allocation"),
    ("real estate", r"real estate|property|reits?\b|epra"),
    (
        "bond",
        r"bonds?\b|\bbd\b|treasur|gilts?\b|govt|government|govies|corporates?\b|corp\b|aggregate|tips\b|fixed income|"
        r"sovereign|floating rate|inflation|high yield|credit|itraxx|bund|convertible|notes?\b|curve|linkers?\b",
    ),
    ("commodity", r"commodit|cmci|\bgold\b(?!.*(?:bugs|mine|mining|producer))|\bsilver\b|platinum|palladium"),
    (
        "equity",
        r"msci|ftse|s&p|stoxx|equity|equities|dividend|nasdaq|russell|nikkei|topix|\w*dax\b|dow jones|"
        r"stocks?\b|shares\b",
    ),
)
_BY_GROUP = {
    "Fixed Income": "bond",
    "Cash": "money market",
    "Commodities": "commodity",
    "Real Estate": "real estate",
    "Currencies": "other",
    "Derivatives": "alternative",
    "Alternatives": "equity",
    "": "equity",
}
_REGIONS = (
    ("Global", r"world|global|acwi|all.?country"),
    ("Emerging markets", r"emerging|\bem\b"),
    ("China", r"china|csi\s?300|chinese"),
    ("Hong Kong", r"hong kong|hang seng"),
    ("Japan", r"(?<!ex )(?<!ex-)japan|nikkei|topix"),
    ("Asia Pacific", r"asia|pacific|far east"),
    ("United States", r"\bus\b|u\.s\.|usa\b|america\b|s&p 500|nasdaq|russell|dow jones|treasury|\$"),
    ("Eurozone", r"\bemu\b|euro\b|eurozone|\beur\b|dax\b|cac 40"),
    ("Europe", r"europe|stoxx"),
    ("United Kingdom", r"\buk\b|united kingdom|gilt|ftse 100|ftse 250|sterling|\bgbp\b|£"),
    ("Switzerland", r"swiss|switzerland|\bsmim?\b|\bsli\b|\bspi\b|\bchf\b"),
    ("India", r"india|nifty"),
)


def asset_class(name: str, group: str, category: str, *, summary: str = "") -> str:
    """One of equity, bond, mixed, money market, commodity, real estate, alternative, other."""
    for value, pattern in _BY_NAME:
        if re.search(pattern, name, re.IGNORECASE):
            return value
    if re.search(r"equit|stocks|companies|mining", summary, re.IGNORECASE):
        return "equity"
    if "Bonds" in category or "Securities" in category:
        return "bond"
    return _BY_GROUP.get(group, "equity")


@cache
def region(name: str) -> str | None:
    """The region that the name speaks of, or nothing."""
    return next((region for region, pattern in _REGIONS if re.search(pattern, name, re.IGNORECASE)), None)
