"""Editors at work in the admin: they sign in, look around and keep drafts, as their browsers do."""

import random
import re
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from django.urls import reverse

from tests.verification.load.asking import NOTHING_CAME, PATIENCE_SECONDS, Seen, seen
from tests.verification.load.crowd import Member

BANNER = dict.fromkeys(
    ("text", "starts_at", "ends_at", "image", "alternative_text", "link_text", "link_page", "link_url"), ""
) | {"position": "home_top", "priority": "100"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
DAY = 12  # so many turns until somebody signs in anew


class Editor:
    """One person with a browser."""

    def __init__(self, url: str, name: str, password: str, *, seed: int) -> None:
        self._url, self._name, self._password = url, name, password
        self._chance = random.Random(seed)  # noqa: S311 - to look at another screen
        self._opener, self._turns = _browser(), 0
        self._token = ""

    def turn(self) -> Iterator[Seen]:
        """Sign in now and then, look at a screen, keep a draft."""
        if self._turns % DAY == 0:
            yield from self._sign_in()
        self._turns += 1
        yield self._get(self._chance.choice(_screens()))
        if self._turns % 3 == 0:
            add = reverse("wagtailsnippets_content_banner:add")
            yield self._get(add)
            yield self._post(add, BANNER | {"title": f"{self._name}'s {self._turns}"})

    def _sign_in(self) -> Iterator[Seen]:
        self._opener = _browser()
        yield self._get(reverse("account_login"))
        yield self._post(reverse("account_login"), {"login": self._name, "password": self._password})

    def _get(self, address: str) -> Seen:
        return self._ask(address, Request(f"{self._url}{address}"))  # noqa: S310 - our own address

    def _post(self, address: str, values: dict[str, str]) -> Seen:
        body = urlencode(values | {"csrfmiddlewaretoken": self._token}).encode()
        return self._ask(f"POST {address}", Request(f"{self._url}{address}", data=body))  # noqa: S310

    def _ask(self, address: str, request: Request) -> Seen:
        began = time.monotonic()
        try:
            with self._opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                body = answer.read()
                if found := TOKEN.search(body):
                    self._token = found[1].decode()
                arrived = b'name="password"' not in body or request.selector == reverse("account_login")
                return seen(address, began, answer.status if arrived else 401, body)
        except HTTPError as error:
            return seen(address, began, error.code, error.read())
        except (URLError, OSError) as error:
            return seen(address, began, NOTHING_CAME, repr(error).encode())


def editor(url: str, name: str, password: str, *, seed: int, pause: float) -> Member:
    """An editor who takes a turn now and then."""
    return Member(Editor(url, name, password, seed=seed).turn, pause=pause)


def _screens() -> list[str]:
    names = ("wagtailadmin_home", "wagtailsnippets_content_banner:list", "wagtailadmin_explore_root")
    return [*map(reverse, names)]


def _browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))
