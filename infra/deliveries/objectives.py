"""What a fund aims at: the source's own words in English, a plain sentence in Chinese."""

from infra.deliveries.asset_classes import region
from infra.deliveries.chinese import chinese_name
from infra.deliveries.figures import Dice
from infra.deliveries.source import SourceFund

CHINESE_REGIONS = {
    "Global": "環球",
    "Emerging markets": "新興市場",
    "China": "中國",
    "Hong Kong": "香港",
    "Japan": "日本",
    "Asia Pacific": "亞太區",
    "United States": "美國",
    "Eurozone": "歐元區",
    "Europe": "歐洲",
    "United Kingdom": "英國",
    "Switzerland": "瑞士",
    "India": "印度",
}
CHINESE_ASSETS = {
    "equity": "股票",
    "bond": "債券",
    "mixed": "多元資產",
    "money market": "貨幣市場工具",
    "commodity": "商品",
    "real estate": "房地產證券",
    "alternative": "另類資產",
    "other": "各類資產",
}
_CHINESE_SHARE = 60
_CHINESE_AIMS = (
    "本基金旨在追蹤{market}指數的表現（未扣除費用及開支），主要投資於指數成份{assets}。",
    "本基金的目標是透過主要投資於{market}{assets}，為投資者提供貼近參考指數的回報。",
    "本基金採用指數追蹤策略，盡量減低與{market}{assets}參考指數之間的追蹤誤差。",
)
_ENGLISH_AIM = (
    "The fund seeks long-term returns by investing mainly in {market}{assets}. Illustrative text written for the demo."
)


def investment_objective(fund: SourceFund, dice: Dice) -> dict[str, str]:
    """English always; Traditional Chinese for part of the funds that have a Chinese name."""
    objective = {"en": fund.summary or _english(fund)}
    if chinese_name(fund.name) and dice.happens(_CHINESE_SHARE, fund.fund_id, "chinese objective"):
        aim = dice.pick(_CHINESE_AIMS, fund.fund_id, "chinese aim")
        market = CHINESE_REGIONS.get(region(fund.name) or "", "相關市場")
        objective["zh-Hant"] = aim.format(market=market, assets=CHINESE_ASSETS.get(fund.asset_class, "資產"))
    return objective


def _english(fund: SourceFund) -> str:
    market = region(fund.name)
    assets = {"equity": "equities", "bond": "bonds", "commodity": "commodities"}.get(fund.asset_class, "securities")
    return _ENGLISH_AIM.format(market=f"{market} " if market else "", assets=assets)
