"""The news of the demo, by language."""

from typing import Any, Final

INDEX: Final = {
    "en": {"title": "News and notices", "summary": "What changes in the repository, and what you should know."},
    "zh-hant": {"title": "消息及通告", "summary": "資料庫的變動，以及閣下應留意的事項。"},
}

NEWS: Final[tuple[dict[str, Any], ...]] = (
    {
        "slug": "documents-in-one-list",
        "date": "2026-11-12",
        "category": "news",
        "en": {
            "title": "All documents of a fund in one list",
            "summary": "Prospectuses, key facts and reports now stand together on a fund's page, the newest first.",
            "text": "<p>Earlier versions stay available, marked as superseded.</p>",
        },
        "zh-hant": {
            "title": "基金文件集於一處",
            "summary": "銷售文件、產品資料概要及報告現已集中列於基金專頁，新者在前。",
            "text": "<p>舊版文件仍可查閱，並註明已被取代。</p>",
        },
    },
    {
        "slug": "year-end-deliveries",
        "date": "2026-11-18",
        "category": "notice",
        "en": {
            "title": "Deliveries at the end of the year",
            "summary": "No new figures are expected on 25 December and 1 January.",
            "text": "<p>On both days pages show the figures of the business day before, with its date.</p>",
        },
        "zh-hant": {
            "title": "年終期間的資料更新",
            "summary": "預計十二月二十五日及一月一日不會有新數字。",
            "text": "<p>在該兩日，網頁將顯示上一個營業日的數字及其日期。</p>",
        },
    },
)
