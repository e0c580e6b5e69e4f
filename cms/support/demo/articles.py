"""Articles of the demo, by language: address, category, title, summary, text."""

from typing import Final

Text = tuple[str, str, str]

PUBLIC: Final[dict[tuple[str, str], dict[str, Text]]] = {
    ("find-a-fund", "using"): {
        "en": (
            "Find a fund",
            "Search by name, ISIN or fund house, and narrow the list with filters.",
            "<p>Write a part of the name into the search box, in English or in Chinese. An ISIN finds its fund at "
            "once.</p><h2>Too many results</h2><ul><li>Choose an asset class or a currency beside the list.</li>"
            "<li>Sort by the day of authorisation.</li></ul><h2>No result</h2><p>Funds that lost their authorisation "
            "stand in a list of their own, <i>Deauthorised funds</i>.</p>",
        ),
        "zh-hant": (
            "尋找基金",
            "按名稱、ISIN 或基金公司搜尋，並以篩選條件縮窄範圍。",
            "<p>在搜尋欄輸入部分名稱，中英文均可。輸入 ISIN 即可找到該基金。</p><h2>結果太多</h2>"
            "<ul><li>在清單旁選擇資產類別或貨幣。</li><li>按認可日期排序。</li></ul>"
            "<h2>沒有結果</h2><p>失去認可資格的基金另列於「已撤銷認可的基金」。</p>",
        ),
    },
    ("verify-a-document", "documents"): {
        "en": (
            "Is this document the published one?",
            "Compare a file on your computer with the record without sending it anywhere.",
            "<p>Open <i>Verify a document</i> and choose your file. Your browser computes its checksum; only that is "
            "compared.</p><ol><li>“Yes, … still stands” means that exactly this file is in force.</li><li>“… but no "
            "longer stands” means that a later version took its place.</li><li>“No, … never published” means that the "
            "file was altered, or isn't ours.</li></ol>",
        ),
        "zh-hant": (
            "這份文件是已公布的版本嗎？",
            "無須傳送檔案，即可將電腦上的檔案與記錄比對。",
            "<p>開啟「核實文件」並選擇檔案。瀏覽器會計算其校驗碼，只有校驗碼會用作比對。</p>"
            "<ol><li>「是，……仍然有效」表示此檔案正是現行文件。</li><li>「……已非現行文件」表示已有較新版本。</li>"
            "<li>「否，……從未在此公布」表示檔案曾被更改，或並非由我們公布。</li></ol>",
        ),
    },
    ("read-the-data-by-program", "data"): {
        "en": (
            "Read the data by program",
            "The public API needs no key; a key gives a higher quota.",
            "<p>Everything on this site comes from the public API. <i>Data and API</i> in the footer leads to its "
            "description and to bulk files.</p><h2>An answer says 429</h2><p>The quota of this minute is used up. Wait "
            "as many seconds as <b>Retry-After</b> says.</p>",
        ),
        "zh-hant": (
            "以程式讀取資料",
            "公開 API 無須密鑰；使用密鑰可獲較高配額。",
            "<p>本網站的一切均來自公開 API。頁尾的「數據及 API」載有說明及批量檔案。</p>"
            "<h2>回應為 429</h2><p>本分鐘的配額已用完。請按 <b>Retry-After</b> 所示秒數稍候。</p>",
        ),
    },
    ("a-page-is-slow", "trouble"): {
        "en": (
            "A page is slow or doesn't open",
            "What to look at first, and what to tell us.",
            "<ol><li>Look at <i>Service status</i> in the footer: maintenance is announced there.</li><li>Load the "
            "page "
            "once more after a minute.</li><li>Try another network or browser.</li></ol><p>If it stays so, write to us "
            "with the address of the page and the time. We find the request in our log by them.</p>",
        ),
        "zh-hant": (
            "頁面緩慢或無法開啟",
            "先查看甚麼，以及應告訴我們甚麼。",
            "<ol><li>查看頁尾的「服務狀態」：維護會在該處公布。</li><li>一分鐘後重新載入頁面。</li>"
            "<li>改用其他網絡或瀏覽器。</li></ol><p>如情況持續，請將頁面網址及時間告訴我們，以便我們從記錄中查找。</p>",
        ),
    },
}

STAFF: Final[dict[str, tuple[str, str, str, str, str]]] = {
    "cannot-log-in": (
        "Somebody cannot log in",
        "Five causes in the order in which to look, and who may mend each.",
        "<p>Open <i>Account state</i> and look the person up; that you looked is kept in the audit trail. Never ask "
        "for a "
        "password or a code.</p><ol><li><b>No such account.</b> A business operator proposes it; a system "
        "administrator "
        "approves.</li><li><b>Not active.</b> Somebody took access away, with a reason in the audit trail. It comes "
        "back "
        "by a change of access.</li><li><b>Locked.</b> Too many wrong passwords. It ends by itself, in a quarter of an "
        "hour unless set otherwise; an IT operator ends it at once with <i>manage.py unlock_user</i>.</li><li><b>No "
        "second factor, or a lost phone.</b> A recovery code helps. Without one, propose a change of access that "
        "forgets "
        "the second factor, after you called the person back at a known number.</li><li><b>No role.</b> Then there is "
        "nothing to see after signing in: propose a change of access.</li></ol>",
        "",
        "/admin/support/account/",
    ),
    "slow": (
        "The system is slow",
        "Find out whether it is one person, one screen or everybody.",
        "<ol><li>Look at the dashboard of operations: machine, database, workers and Redis say how they "
        "are.</li><li>Ask "
        "for the address, the time and what was clicked. The log is searched by these, and by the request id of an "
        "error "
        "page.</li><li>One screen only: note how many rows it lists and which filters are set.</li><li>Everybody: "
        "this is "
        "critical. Hand it to the second tier at once and tell the users by a status notice.</li></ol>",
        "postgres",
        "/admin/operations/",
    ),
    "data-not-saving": (
        "Data isn't saved",
        "Most often the screen says why; look for these in turn.",
        "<ol><li><b>A message at a field.</b> Something is missing or refused; the sentence says what is accepted.</li>"
        "<li><b>It waits for a decision.</b> What was submitted is frozen until somebody else decides. Its maker "
        "can take "
        "it back in the inbox.</li><li><b>The button isn't there.</b> The role may only look. <i>Account state</i> "
        "shows "
        "the roles.</li><li><b>Signed out meanwhile.</b> A session ends when it is idle or "
        "old.</li><li><b>Maintenance or "
        "read-only mode.</b> The dashboard of operations says so.</li></ol><p>If none of these: note the request id of "
        "the page and hand it to the second tier.</p>",
        "",
        "/admin/review/",
    ),
}
