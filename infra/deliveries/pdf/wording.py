"""The words of key facts in English and Traditional Chinese."""

from infra.deliveries.objectives import CHINESE_ASSETS

_WORDS = {
    "illustrative": (
        "Illustrative demo document: made by a program from sample data; not an offer and not a real fund document.",
        "示例文件：由程式按樣本資料產生，並非要約，亦非真實基金文件。",
    ),
    "quick facts": ("Quick facts", "資料便覽"),
    "manCo": ("Management company", "管理公司"),
    "group": ("Fund group", "基金集團"),
    "custodian": ("Custodian", "保管人"),
    "domicile": ("Domicile", "註冊地"),
    "currency": ("Base currency", "基本貨幣"),
    "dealing": ("Dealing frequency", "交易頻密程度"),
    "daily": ("Daily", "每日"),
    "year end": ("Financial year end", "財政年度終結日"),
    "size": ("Fund size", "基金規模"),
    "launch": ("Launch date", "成立日期"),
    "authorised": ("Authorised on", "認可日期"),
    "objective": ("Objective and investment strategy", "目標及投資策略"),
    "risk": ("What are the key risks?", "本基金有哪些主要風險？"),
    "lower": ("Lower risk", "較低風險"),
    "higher": ("Higher risk", "較高風險"),
    "classes": ("Share classes, charges and net asset value", "股份類別、收費及資產淨值"),
    "class": ("Class", "類別"),
    "policy": ("Income", "派息"),
    "charges": ("Charges", "收費"),
    "nav": ("NAV", "資產淨值"),
    "accumulating": ("Accumulating", "累積"),
    "distributing": ("Distributing", "派息"),
    "accumulating & distributing": ("Both", "累積及派息"),
    "invests": ("Asset class", "資產類別"),
    "information": ("Important", "重要提示"),
    "advice": (
        "If you are in doubt, you should seek professional advice. Past performance is no guide to the future.",
        "閣下如有疑問，應尋求專業意見。過往表現並非日後表現的指標。",
    ),
}
CHINESE_COUNTRIES = {
    "IE": "愛爾蘭",
    "LU": "盧森堡",
    "FR": "法國",
    "DE": "德國",
    "CH": "瑞士",
    "NL": "荷蘭",
    "HK": "香港",
    "BG": "保加利亞",
}
_RISKS = {
    "equity": (
        "Share prices can fall sharply and for long periods, with company news, the economy or politics.",
        "股票價格可因公司消息、經濟或政治因素而長期大幅下跌。",
    ),
    "bond": (
        "Bond prices fall when interest rates rise. An issuer may fail to pay interest or principal.",
        "利率上升時債券價格下跌；發行人亦可能未能支付利息或本金。",
    ),
    "commodity": (
        "Commodity prices move quickly with weather, politics and storage costs.",
        "商品價格可因天氣、政治及儲存成本而急速波動。",
    ),
    "real estate": (
        "Property values depend on rents and interest rates and can't always be sold in time.",
        "房地產價值受租金及利率影響，未必能及時出售。",
    ),
    "money market": (
        "A money market investment isn't a bank deposit and can lose value.",
        "投資於貨幣市場並不等同銀行存款，價值可能下跌。",
    ),
}
_OTHER_RISK = (
    "The value of an investment can fall as well as rise, and you may get back less than you put in.",
    "投資價值可升可跌，閣下可能未能取回全部投資本金。",
)


def say(key: str, language: str) -> str:
    """The word or sentence in this language."""
    return _in(_WORDS[key], language)


def risk_of(asset_class: str, language: str) -> str:
    """What an investor in this asset class should fear."""
    return _in(_RISKS.get(asset_class, _OTHER_RISK), language)


def asset_class_in(asset_class: str, language: str) -> str:
    """The asset class in this language."""
    return _in((asset_class.capitalize(), CHINESE_ASSETS.get(asset_class, asset_class)), language)


def _in(pair: tuple[str, str], language: str) -> str:
    return pair[language.startswith("zh")]
