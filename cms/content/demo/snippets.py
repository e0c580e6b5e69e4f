"""Publishes the demo's banners, legal notices and frequent questions."""

from datetime import date
from typing import Any
from uuid import uuid4

from wagtail.models import Locale

from cms.content.models import Banner, FrequentQuestion, LegalNotice, Redirect

from . import notices
from .gate import TwoPeople
from .pages import LANGUAGES, page
from .pictures import picture
from .questions import QUESTIONS


def publish_snippets(people: TwoPeople) -> None:
    """All of them in both languages."""
    for kind, by_language in notices.LEGAL.items():
        _in_both(people, LegalNotice, lambda language, k=kind, b=by_language: _legal(k, *b[language]))
    for banner in notices.BANNERS:
        _in_both(people, Banner, lambda language, b=banner: _banner(b, language))
    for number in range(len(QUESTIONS["en"])):
        _in_both(people, FrequentQuestion, lambda language, n=number: _question(n, language))
    _in_both(people, Redirect, lambda language: {"old_path": "/about-us/", "to_page": page("about", language)})


def _in_both(people: TwoPeople, model: Any, values: Any) -> None:
    key = uuid4()
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        people.publish(model.objects.create(locale=locale, translation_key=key, **values(language)))


def _legal(kind: str, title: str, body: str) -> dict[str, Any]:
    return {"kind": kind, "version": "2026-1", "effective_from": date(2026, 1, 1), "title": title, "body": body}


def _banner(words: dict[str, Any], language: str) -> dict[str, Any]:
    title, text, link_text = words[language]
    drawn = words["picture"]
    return {
        "title": title,
        "text": text,
        "position": words["position"],
        "link_text": link_text,
        "link_page": page(words["page"], language) if words["page"] else None,
        "image": picture(title=drawn[0], dark=drawn[1], light=drawn[2], waves=drawn[3]) if drawn else None,
        "is_decorative": bool(drawn),
    }


def _question(number: int, language: str) -> dict[str, Any]:
    category, question, answer = QUESTIONS[language][number]
    return {"category": category, "question": question, "answer": f"<p>{answer}</p>", "order": (number + 1) * 10}
