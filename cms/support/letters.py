"""Mails to whoever asked: in the language of the request, never with a word that somebody typed into the form.

Anybody can write anybody's address into a form; so a letter about an unanswered request repeats nothing of it.
"""

from typing import Final

from fundfeed.services import post_message

from .links import link_to
from .models import SupportRequest

SUBJECTS: Final = {
    "opened": {"en": "We have your request", "zh-Hant": "我們已收到您的查詢"},
    "answered": {"en": "An answer to your request", "zh-Hant": "您的查詢已有回覆"},
    "solved": {"en": "Your request is solved", "zh-Hant": "您的查詢已解決"},
    "closed": {"en": "Your request is closed", "zh-Hant": "您的查詢已結束"},
    "working": {"en": "We work on your request again", "zh-Hant": "我們已重新處理您的查詢"},
}
TEXTS: Final = {
    "opened": {
        "en": "Thank you for writing to us. Somebody will read it and answer. If it wasn't you who wrote, do nothing.",
        "zh-Hant": "感謝您的來信。我們會閱讀並回覆。如並非由您提出，請無須理會此電郵。",
    },
    "answered": {"en": "We wrote:", "zh-Hant": "我們的回覆："},
    "solved": {
        "en": "We believe that your request is solved. If it isn't, tell us on its page within two weeks.",
        "zh-Hant": "我們相信您的查詢已獲解決。如仍未解決，請於兩星期內在其頁面告訴我們。",
    },
    "closed": {"en": "Your request is closed. Thank you.", "zh-Hant": "您的查詢已結束，謝謝。"},
    "working": {
        "en": "Your request was taken up again. You needn't do anything.",
        "zh-Hant": "您的查詢已重新處理，您無須採取任何行動。",
    },
}
PAGE: Final = {
    "en": "Its page, where you see how it stands and can write to us. Keep the address to yourself:",
    "zh-Hant": "您可在以下頁面查看進度及回覆我們。請勿將此網址告訴他人：",
}


def thread_of(number: str) -> str:
    """The thread of all letters about one request."""
    return f"support-{number}"


def write_to_asker(request: SupportRequest, what: str, *, answer: str = "") -> None:
    """Post the letter, in the transaction of what it tells; nothing once the address is erased."""
    if not request.email:
        return
    number, language = request.case.number, request.locale if request.locale in PAGE else "en"
    page = f"{PAGE[language]}\n{link_to(number, locale=request.locale)}"
    parts = [TEXTS[what][language], *([answer.strip()] if answer else []), page]
    post_message(
        recipients=[request.email],
        subject=f"[{number}] {SUBJECTS[what][language]}",
        text="\n\n".join(parts) + "\n",
        thread=thread_of(number),
    )
