"""Drafts as the API says them: the payloads of what is published, named by their kind."""

from typing import Annotated

import msgspec

from cms.content.languages import Tag
from cms.content.payloads import Banner, FrequentQuestion, LegalNotice, Page, Payload
from cms.support.payloads import HelpArticle
from fundfeed.records.public import FundDetail


class PreviewRequest(Payload, frozen=True, forbid_unknown_fields=True):
    """Which draft is asked for."""

    token: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Draft(Payload, frozen=True, tag_field="kind"):
    """A draft with its language; null for what is in every language."""

    locale: Tag | None


class PageDraft(Draft, frozen=True, tag="page"):
    """A page; `publishedAt` is null when it was never public."""

    payload: Page


class BannerDraft(Draft, frozen=True, tag="banner"):
    """A banner."""

    payload: Banner


class LegalDraft(Draft, frozen=True, tag="legal"):
    """A version of a legal notice; `effectiveFrom` is null as long as nobody gave a day."""

    payload: LegalNotice


class QuestionDraft(Draft, frozen=True, tag="question"):
    """A question of the FAQ page."""

    payload: FrequentQuestion


class ArticleDraft(Draft, frozen=True, tag="article"):
    """An article of the knowledge base, for colleagues or for the public."""

    payload: HelpArticle


class FundDraft(Draft, frozen=True, tag="fund"):
    """A fund with the corrections, the summary or the document that somebody proposes."""

    payload: FundDetail


class PreviewAnswer(Payload, frozen=True):
    """The draft behind a token."""

    draft: PageDraft | BannerDraft | LegalDraft | QuestionDraft | ArticleDraft | FundDraft
