"""The words of the demo's pages, by language."""

from typing import Any, Final

Body = list[dict[str, Any]]

HOME: Final = {
    "en": "<p>Look up every authorised fund: who runs it, what it costs, and the documents it must publish.</p>",
    "zh-hant": "<p>在此查閱每一隻獲認可基金：由誰管理、收費多少，以及必須公布的文件。</p>",
}

HOME_BODY: Final[dict[str, Body]] = {
    "en": [
        {
            "type": "text",
            "value": "<h2>What you find here</h2><p>Each fund has one page. It shows what the fund's provider "
            "delivered last, from which day the figures are, and which documents are in force.</p>",
        },
        {
            "type": "funds",
            "value": {
                "heading": "Equity funds",
                "fund_ids": [],
                "filters": [{"name": "assetClass", "value": "equity"}],
                "limit": 6,
            },
        },
        {
            "type": "call_out",
            "value": {
                "tone": "note",
                "heading": "Authorised doesn't mean recommended",
                "text": "<p>Authorisation says that a fund meets rules. It says nothing about whether the fund "
                "suits you, or how it will perform.</p>",
            },
        },
    ],
    "zh-hant": [
        {
            "type": "text",
            "value": "<h2>網站內容</h2><p>每隻基金均有專頁，列出資料提供者最近一次交付的資料、"
            "數字所屬日期，以及現行有效的文件。</p>",
        },
        {
            "type": "funds",
            "value": {
                "heading": "股票基金",
                "fund_ids": [],
                "filters": [{"name": "assetClass", "value": "equity"}],
                "limit": 6,
            },
        },
        {
            "type": "call_out",
            "value": {
                "tone": "note",
                "heading": "認可不等於推介",
                "text": "<p>獲得認可只表示基金符合規定，並不代表它適合閣下，亦不預示其未來表現。</p>",
            },
        },
    ],
}

PAGES: Final[tuple[dict[str, Any], ...]] = (
    {
        "slug": "about",
        "en": {
            "title": "About this repository",
            "summary": "Who keeps it, where the data come from, and what is checked before you see them.",
            "body": [
                {
                    "type": "text",
                    "value": "<p>The repository is the public record of authorised funds. Providers deliver "
                    "their data every day. Before anything appears here, each delivery is checked for being "
                    "complete, readable, consistent and within limits.</p><h2>What happens when a delivery fails</h2>"
                    "<p>Nothing changes. You go on seeing the last good day, with its date.</p>",
                },
                {
                    "type": "table",
                    "value": {
                        "columns": [
                            {"type": "text", "heading": "Information"},
                            {"type": "text", "heading": "Source"},
                            {"type": "text", "heading": "Renewed"},
                        ],
                        "rows": [
                            {"values": ["Fund profile", "Information provider", "Daily"]},
                            {"values": ["Documents", "Information provider", "As published"]},
                            {"values": ["Notices and pages", "Editors of the repository", "As needed"]},
                        ],
                        "caption": "Where each kind of information comes from",
                    },
                },
            ],
        },
        "zh-hant": {
            "title": "關於本資料庫",
            "summary": "資料庫由誰管理、資料從何而來，以及公布前經過哪些核對。",
            "body": [
                {
                    "type": "text",
                    "value": "<p>本資料庫是獲認可基金的公開登記冊。資料提供者每日交付資料；"
                    "所有資料在公布前，均須核對是否齊全、可讀、前後一致及在合理範圍之內。</p>"
                    "<h2>交付出現問題時</h2><p>網站內容不會改變，仍會顯示最近一個正常日子的資料及其日期。</p>",
                },
                {
                    "type": "table",
                    "value": {
                        "columns": [
                            {"type": "text", "heading": "資料"},
                            {"type": "text", "heading": "來源"},
                            {"type": "text", "heading": "更新"},
                        ],
                        "rows": [
                            {"values": ["基金概覽", "資料提供者", "每日"]},
                            {"values": ["文件", "資料提供者", "公布時"]},
                            {"values": ["通告及網頁", "資料庫編輯", "按需要"]},
                        ],
                        "caption": "各類資料的來源",
                    },
                },
            ],
        },
    },
    {
        "slug": "using-our-data",
        "en": {
            "title": "Using our data",
            "summary": "Everything on this site can also be read by programs, free of charge.",
            "body": [
                {
                    "type": "text",
                    "value": "<p>The same record that you read here is served as JSON. Each answer carries a tag that "
                    "changes only when its content does, so ask as often as you need.</p>",
                },
                {
                    "type": "accordion",
                    "value": {
                        "heading": "Before you begin",
                        "items": [
                            {
                                "question": "Do I need an account?",
                                "answer": "<p>No. Public data are open to everybody.</p>",
                            },
                            {
                                "question": "How do I know that a document is genuine?",
                                "answer": "<p>Its file name is the SHA-256 of its bytes. Compute it and compare.</p>",
                            },
                        ],
                    },
                },
            ],
        },
        "zh-hant": {
            "title": "使用我們的數據",
            "summary": "網站上的所有資料亦可由程式讀取，費用全免。",
            "body": [
                {
                    "type": "text",
                    "value": "<p>閣下在此閱讀的記錄，同時以 JSON 格式提供。每個回應均附有標籤，"
                    "內容不變則標籤不變，因此可按需要隨時查詢。</p>",
                },
                {
                    "type": "accordion",
                    "value": {
                        "heading": "開始之前",
                        "items": [
                            {"question": "需要帳戶嗎？", "answer": "<p>不需要。公開資料人人可用。</p>"},
                            {
                                "question": "如何核實文件真偽？",
                                "answer": "<p>文件名稱就是其內容的 SHA-256 值，計算後比對即可。</p>",
                            },
                        ],
                    },
                },
            ],
        },
    },
    {
        "slug": "contact",
        "en": {
            "title": "Contact",
            "summary": "Whom to ask about a page, a figure or a document.",
            "body": [
                {
                    "type": "contact",
                    "value": {
                        "name": "Help desk",
                        "role": "Questions of the public",
                        "email": "help@fund-repository.example",
                        "telephone": "+852 5550 0100",
                        "address": "Fund Repository\n1 Example Road\nHong Kong",
                    },
                },
                {"type": "text", "value": "<p>Monday to Friday, 09:00 to 17:30, except on public holidays.</p>"},
            ],
        },
        "zh-hant": {
            "title": "聯絡我們",
            "summary": "有關網頁、數字或文件的查詢。",
            "body": [
                {
                    "type": "contact",
                    "value": {
                        "name": "服務台",
                        "role": "公眾查詢",
                        "email": "help@fund-repository.example",
                        "telephone": "+852 5550 0100",
                        "address": "基金資料庫\n香港示例道 1 號",
                    },
                },
                {"type": "text", "value": "<p>星期一至五，上午九時至下午五時三十分，公眾假期除外。</p>"},
            ],
        },
    },
)
