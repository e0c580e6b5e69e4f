"""Atom feeds: changes of the whole record, of one fund house and of one fund, and what editors announce."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Final, NamedTuple

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers.atom import ATOM, Entry, feed
from api.asking import parameters
from api.asking.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.description.openapi import file_answers, text_parameter
from api.wire.caching import published, put_together
from cms.content import selectors
from cms.content.languages import FALLBACK, Tag
from cms.content.payloads import NewsItem
from fundfeed.records.following import CHANGE_KINDS, Change, ChangeKind
from fundfeed.selectors import followed
from fundfeed.selectors.followed import Wanted
from fundfeed.selectors.record_state import record_moment

from .content import BAD_PARAMETER, CATEGORIES

MOST: Final = 100
HOUSE = text_parameter("fundGroupName", "Only funds that were of this fund house then.")
KIND = text_parameter("kind", "Only changes of one of these kinds.", repeatable=True, enum=CHANGE_KINDS)
CATEGORY = text_parameter("category", "Only news, or only notices.", enum=CATEGORIES)
TITLES: Final[dict[Tag, tuple[str, str, str]]] = {
    "en": ("Changes in the fund repository", "News and notices", ": "),
    "zh-Hant": ("基金資料庫的更新", "消息及通告", "："),
}
WORDS: Final[dict[Tag, dict[ChangeKind, str]]] = {
    "en": {
        "published": "published",
        "changed": "changed",
        "corrected": "corrected",
        "deauthorised": "no longer authorised",
        "reinstated": "authorised again",
        "retracted": "retracted",
        "documentPublished": "new document",
        "documentWithdrawn": "document withdrawn",
        "noticePublished": "notice to holders",
        "toBeDeauthorised": "authorisation ends on a day that is set",
    },
    "zh-Hant": {
        "published": "已公布",
        "changed": "已更新",
        "corrected": "已更正",
        "deauthorised": "不再獲認可",
        "reinstated": "重新獲認可",
        "retracted": "已撤回",
        "documentPublished": "新文件",
        "documentWithdrawn": "文件已撤下",
        "noticePublished": "致持有人通知",
        "toBeDeauthorised": "認可將於指定日期終止",
    },
}


class ChangesFeedView(APIView):
    """`GET /api/v1/feeds/all.atom`"""

    @extend_schema(
        operation_id="getChangesFeed",
        summary="The last 100 changes as an Atom feed",
        description="Of all funds or of one fund house, of all kinds or such as `noticePublished`. Who must not miss "
        "anything takes `/changes/`.",
        parameters=[HOUSE, KIND, *LANGUAGES],
        responses=file_answers(
            ATOM, "The newest first.", refusals=[BAD_PARAMETER, (404, "No fund was ever of this fund house.")]
        ),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, ["fundGroupName", "kind", *NAMES])
        house = parameters.text(request.query_params, "fundGroupName", longest=300)
        kinds = parameters.texts_of(request.query_params, "kind", CHANGE_KINDS)
        wanted = Wanted(fund_groups=(house,) if house else (), kinds=kinds)
        moment = record_moment()
        changes = followed.latest(wanted, most=MOST)
        if house and not changes and not followed.latest(Wanted(fund_groups=(house,)), most=1):
            raise NotFound(f"No fund was ever of the fund house {house}.")
        name = ":".join(("changes", house, *kinds))
        return _of_changes(request, _Changes(changes, moment), name=name, about=house, path="/funds")


class FundFeedView(APIView):
    """`GET /api/v1/feeds/funds/{fundId}.atom`"""

    @extend_schema(
        operation_id="getFundFeed",
        summary="The last 100 changes of one fund as an Atom feed",
        description="Entries lead to the fund's page on the public site and keep their ids.",
        parameters=LANGUAGES,
        responses=file_answers(ATOM, "The newest first.", refusals=[BAD_PARAMETER, (404, "No fund has this fundId.")]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        moment = record_moment()
        changes = followed.latest(Wanted(fund_ids=(fund_id,)), most=MOST)
        if not changes:
            raise NotFound(f"No fund is published under the fundId {fund_id}.")
        found, path = _Changes(changes, moment), f"/funds/{fund_id}"
        return _of_changes(request, found, name=f"fund:{fund_id}", about=fund_id, path=path)


class NewsFeedView(APIView):
    """`GET /api/v1/feeds/news.atom`"""

    @extend_schema(
        operation_id="getNewsFeed",
        summary="The last 100 pieces of news and notices as an Atom feed",
        description="What editors published in one language; entries lead to their pages on the public site.",
        parameters=[CATEGORY, *LANGUAGES],
        responses=file_answers(ATOM, "The newest first.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, ["category", *NAMES])
        locale = wanted_language(request)
        category = parameters.one_of(request.query_params, "category", ("", *CATEGORIES), default="")
        news = selectors.news(locale=locale, category=category, size=MOST, after=None)
        entries = (_of_news(msgspec.json.decode(payload, type=NewsItem), locale) for _, payload in news)
        return _sent(request, entries, name=f"news:{category}", title=TITLES[locale][1], path="/", locale=locale)


class _Changes(NamedTuple):
    """Changes as they are stored, and since when the record is as it was before they were read."""

    bodies: Sequence[bytes]
    moment: int | None


def _of_changes(request: Request, found: _Changes, *, name: str, about: str, path: str) -> HttpResponse:
    locale = wanted_language(request)
    title, _, between = TITLES[locale]
    entries = (_of_change(msgspec.json.decode(body, type=Change), locale) for body in found.bodies)
    title = f"{title}{between}{about}" if about else title
    changed = put_together(found.moment)
    return _sent(request, entries, name=name, title=title, path=path, locale=locale, changed=changed)


def _of_change(change: Change, locale: Tag) -> Entry:
    name = change.legal_fund_name_only.get(locale) or change.legal_fund_name_only[FALLBACK]
    what = ", ".join(WORDS[locale][kind] for kind in change.kinds)
    details = [*change.fields, *(f"{document.document_type} {document.document_id}" for document in change.documents)]
    return Entry(
        name=f"change:{change.sequence}:{change.sha256[:16]}",
        title=f"{name}{TITLES[locale][2]}{what}",
        text=", ".join(details) or what,
        path=f"/funds/{change.fund_id}",
        at=change.at,
        categories=change.kinds,
    )


def _of_news(news: NewsItem, locale: Tag) -> Entry:
    return Entry(
        name=f"news:{locale}:{news.path}",
        title=news.title,
        text=news.summary,
        path=news.path,
        at=timezone.make_aware(datetime.combine(news.date, time.min)),
        categories=(news.category,),
    )


def _sent(
    request: HttpRequest,
    entries: Iterable[Entry],
    *,
    name: str,
    title: str,
    path: str,
    locale: Tag,
    changed: int | None = None,
) -> HttpResponse:
    address = f"{settings.PUBLIC_API_URL}{request.get_full_path()}"
    body = feed(entries, name=name, title=title, address=address, path=path, locale=locale)
    return in_language(request, published(request, body, media_type=ATOM, changed=changed), locale)
