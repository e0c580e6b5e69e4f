"""Frequent questions of the demo, by language."""

from typing import Final

Question = tuple[str, str, str]

QUESTIONS: Final[dict[str, tuple[Question, ...]]] = {
    "en": (
        ("general", "What is this repository?", "The public record of authorised funds and of their documents."),
        ("general", "Do I have to register?", "No. Everything that is public can be read without an account."),
        ("funds", "How old are the figures?", "Each figure shows its date. Figures are renewed on business days."),
        ("funds", "Why is a fund marked as deauthorised?", "It lost its authorisation. Its page stays as a record."),
        ("documents", "May I keep a document?", "Yes. Its address is that of exactly this version and never changes."),
        ("data", "Can my program read the data?", "Yes, through the public API, without a key."),
    ),
    "zh-hant": (
        ("general", "這是甚麼資料庫？", "獲認可基金及其文件的公開登記冊。"),
        ("general", "需要登記嗎？", "不需要。所有公開資料均可直接閱讀，無須帳戶。"),
        ("funds", "數字是何時的？", "每個數字均註明日期，並於營業日更新。"),
        ("funds", "基金為何註明已被撤銷認可？", "該基金已失去認可資格，其專頁會保留作為記錄。"),
        ("documents", "可以保存文件嗎？", "可以。文件網址只對應該版本，永不改變。"),
        ("data", "程式可以讀取資料嗎？", "可以，透過公開 API 讀取，無須密鑰。"),
    ),
}
