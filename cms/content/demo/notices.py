"""Legal notices and banners of the demo, by language."""

from typing import Any, Final

LEGAL: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "disclaimer": {
        "en": (
            "Disclaimer",
            "<p>This is a demonstration. Names of funds are real, all other data are made up.</p>"
            "<p>Nothing here is advice. Before you invest, read the offering documents of the fund.</p>",
        ),
        "zh-hant": (
            "免責聲明",
            "<p>本網站僅作示範。基金名稱為真實名稱，其他資料均屬虛構。</p>"
            "<p>網站內容並非投資建議。作出投資前，請先閱讀基金的銷售文件。</p>",
        ),
    },
    "terms": {
        "en": (
            "Terms of use",
            "<h2>Use</h2><p>You may read, copy and process public data, also for a business. Say where you have them "
            "from, and don't present them as your own register.</p><h2>Availability</h2>"
            "<p>We announce maintenance beforehand and don't promise that the site is never away.</p>",
        ),
        "zh-hant": (
            "使用條款",
            "<h2>使用</h2><p>閣下可閱讀、複製及處理公開資料，包括作商業用途，惟須註明來源，"
            "且不得將其當作閣下自設的登記冊。</p><h2>服務</h2><p>維修將預先公布，但我們不保證網站永不中斷。</p>",
        ),
    },
    "privacy": {
        "en": (
            "Privacy",
            "<p>You need no account to read this site. Servers keep addresses in their logs for 30 days to fend off "
            "attacks. If you accept a notice, we keep a random receipt, the version and the time, and no name.</p>",
        ),
        "zh-hant": (
            "私隱政策",
            "<p>閱讀本網站無須帳戶。伺服器記錄會保留網絡地址三十日，以防範攻擊。"
            "若閣下接納任何聲明，我們只會保留隨機收據編號、版本及時間，不會記錄姓名。</p>",
        ),
    },
}

BANNERS: Final[tuple[dict[str, Any], ...]] = (
    {
        "position": "home_top",
        "picture": ("Blue waves", (16, 62, 110), (196, 224, 240), 6),
        "en": ("Every authorised fund, one place", "Search by name, ISIN or ticker.", "About the repository"),
        "zh-hant": ("所有獲認可基金，一處查閱", "可按名稱、ISIN 或代號搜尋。", "關於本資料庫"),
        "page": "about",
    },
    {
        "position": "all_pages",
        "picture": None,
        "en": ("Year-end figures", "No new figures on 25 December and 1 January.", ""),
        "zh-hant": ("年終數字", "十二月二十五日及一月一日不會有新數字。", ""),
        "page": "",
    },
    {
        "position": "fund_page",
        "picture": ("Green waves", (18, 84, 64), (208, 232, 214), 5),
        "en": ("Read the documents before you invest", "Each one stands on the fund's page.", "How to use our data"),
        "zh-hant": ("投資前請細閱文件", "所有文件均列於基金專頁。", "如何使用數據"),
        "page": "using-our-data",
    },
)
