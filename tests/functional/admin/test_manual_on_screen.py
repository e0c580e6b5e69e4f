"""The manual where the work is done: every page of it, its links and pictures, and ways to it from other screens."""

import re
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.test import Client

from cms.manual import pages
from cms.manual.library import DOCS, pictures, texts
from cms.manual.rendering import page
from tests.functional.admin.conftest import SignIn

INDEX = "/admin/manual/"


class Links(HTMLParser):
    """What a page leads to, and what can be led to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.targets += [target for name in ("href", "src") if (target := told.get(name)) is not None]
        if anchor := told.get("id"):
            self.anchors.add(anchor)


@pytest.mark.parametrize("role", ["System operator", "IT operator", "Auditor", "Marketing"])
def test_everybody_who_works_here_reads_it(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    first = client.get("/admin/").content.decode()
    index = client.get(INDEX)

    assert "Manual" in first
    assert index.status_code == 200
    assert "Contingency: when something goes wrong" in index.content.decode()


def test_it_is_nothing_for_outsiders_and_strangers(sign_in: SignIn, client: Client) -> None:
    outsider = sign_in("Information provider")

    assert INDEX not in outsider.get("/admin/").content.decode()
    assert outsider.get(INDEX).status_code == 404
    assert client.get(INDEX).status_code == 302
    assert client.get("/admin/manual/picture/manual/pictures/runs.webp").status_code == 302


def test_every_link_and_picture_of_every_page_leads_somewhere(superuser: Client) -> None:
    shown = {address(name): Links(page(name, path.read_text()).body) for name, path in texts().items()}

    for here, links in shown.items():
        for target in links.targets:
            there, _, anchor = target.partition("#")
            if there.startswith("/admin/manual/page/"):
                assert not anchor or anchor in shown[there].anchors, f"{here} → {target}"
            elif there.startswith("/admin/manual/picture/"):
                assert there.removeprefix("/admin/manual/picture/") in pictures(), f"{here} → {target}"
            elif not there:
                assert anchor in links.anchors, f"{here} → {target}"
            else:
                assert re.match(r"https?://|mailto:", there), f"{here} → {target}"


def test_a_page_has_its_tables_sections_and_pictures(superuser: Client) -> None:
    answer = superuser.get("/admin/manual/page/manual/contingency.md").content.decode()
    picture = superuser.get("/admin/manual/picture/manual/pictures/runs.webp")

    assert '<h2 id="scenario-1-files-that-cant-be-read">' in answer
    assert 'href="#scenario-1-files-that-cant-be-read"' in answer
    assert '<table class="rows">' in answer
    assert "/admin/manual/page/manual/recovery.md#the-order-of-recovery" in answer
    assert b"".join(picture.streaming_content) == (DOCS / "manual/pictures/runs.webp").read_bytes()  # type: ignore[attr-defined] # a file


@pytest.mark.parametrize(
    "name",
    ["page/manual/nothing.md", "page/../SECURITY.md", "page/manual/../../README.md", "page/%2e%2e/README.md",
     "picture/manual/contingency.md", "picture/../../infra/x.webp", "page/api/verify.py"],
)  # fmt: skip
def test_nothing_else_is_read_that_way(superuser: Client, name: str) -> None:
    assert superuser.get(f"{INDEX}{name}").status_code == 404


def test_names_that_are_not_there_fill_no_memory(superuser: Client) -> None:
    superuser.get(f"{INDEX}page/manual/support.md")
    before = pages._made.cache_info().currsize

    for number in range(3):
        superuser.get(f"{INDEX}page/manual/none-{number}.md")

    assert pages._made.cache_info().currsize == before > 0


def test_html_in_a_text_is_shown_and_not_obeyed() -> None:
    body = page("manual/x.md", "# One\n\n<script>alert(1)</script> [go](javascript:alert(1)) `<b>`\n").body

    assert "<script>" not in body
    assert "javascript:" not in "".join(Links(body).targets)


def test_two_headings_of_the_same_words_have_two_anchors() -> None:
    shown = page("manual/x.md", "# One\n\n## Who & what\n\n## Who & what\n")

    assert [section.anchor for section in shown.sections] == ["who--what", "who--what-1"]


def test_what_only_the_repository_has_is_no_link() -> None:
    body = page("manual/x.md", "# One\n\n[the template](../../infra/nginx/site.conf), [roles](roles.md)\n").body

    assert "<a>the template</a>" in body
    assert Links(body).targets == ["/admin/manual/page/manual/roles.md"]


def test_texts_that_name_a_page_lead_to_it() -> None:
    template = engines["django"].from_string("{% load manual %}{{ said|with_manual }}")

    told = template.render({"said": "<b> docs/manual/operations.md#beat and docs/manual/no.md"})

    assert told == (
        '&lt;b&gt; <a href="/admin/manual/page/manual/operations.md#beat">docs/manual/operations.md#beat</a>'
        " and docs/manual/no.md"
    )


def address(name: str) -> str:
    """Where a text is read."""
    return f"/admin/manual/page/{name}"
