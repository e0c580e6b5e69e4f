"""The proxy in front: what it keeps, for whom, and what it never passes on. Real nginx, a back end that counts."""

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from infra.parts.nginx import AS_US, MAINTENANCE, Nginx, find_nginx
from infra.parts.part import running
from infra.parts.ports import free_ports

AWAY = Path(__file__).parents[3] / "infra" / "kubernetes" / "maintenance" / "nginx.conf"
KEPT_SECONDS = 2
FUNDS = "/api/v1/funds/"
LIST = f"{FUNDS}?search=world"
PUBLIC = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"


class BackEnd(ThreadingHTTPServer):
    """Answers everything with what the test says, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[Any] = []
        self.status, self.cache_control = 200, PUBLIC


class Answering(BaseHTTPRequestHandler):
    server: BackEnd
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.headers)
        said = (self.headers.get(name, "") for name in ("Host", "Accept-Encoding", "Accept", "Accept-Language"))
        body = " ".join([self.path, *said]).encode()
        self.send_response(self.server.status)
        for name, value in (
            ("Content-Length", str(len(body))),
            ("Cache-Control", self.server.cache_control),
            ("ETag", '"one"'),
            ("Vary", "Accept, Accept-Language, Accept-Encoding"),
            ("RateLimit", f'"default";r={100 - len(self.server.asked)};t=1'),
            ("RateLimit-Policy", '"default";q=100;w=60'),
            ("X-Request-ID", self.headers["X-Request-ID"]),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def back_end() -> Iterator[BackEnd]:
    server = BackEnd()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class Away(Nginx):
    """The server of the page in a cluster, with its own file."""

    def prepare(self) -> None:
        """Our places instead of a container's."""
        places = (
            ("/tmp/", f"{self.directory}/"),  # noqa: S108 - a container's own
            ("listen 8080", f"listen 127.0.0.1:{self.site_port}"),
            ("/srv/maintenance", str(self.maintenance)),
        )
        text = AWAY.read_text()
        for said, here in places:
            assert said in text
            text = text.replace(said, here)
        self.directory.mkdir(parents=True)
        (self.directory / "nginx.conf").write_text(f"daemon off;\n{AS_US}\n{text}")


def placed(
    kind: type[Nginx], *, program: str, back_end: BackEnd, tmp_path: Path, maintenance: Path = MAINTENANCE
) -> Nginx:
    """One on ports of its own, with the back end behind both."""
    port, site_port = free_ports(2)
    behind = back_end.server_address[1]
    return kind(
        program=program,
        directory=tmp_path / "nginx",
        port=port,
        back_end=behind,
        site_port=site_port,
        site=behind,
        maintenance=maintenance,
    )


def maintenance_place(tmp_path: Path) -> Path:
    """What the release brings, and an empty place for what a worker writes."""
    place = tmp_path / "maintenance"
    (place / "now").mkdir(parents=True)
    (place / "maintenance.html").write_text("Back soon")
    (place / "maintenance.css").write_text("body {}")
    return place


@pytest.fixture
def program(tmp_path: Path) -> str:
    found = find_nginx()
    if found is None:
        pytest.skip("no nginx: install it (apt-get install nginx-light)")
    tmp_path.chmod(0o755)
    return found


@pytest.fixture
def proxy(back_end: BackEnd, tmp_path: Path, program: str) -> Iterator[Nginx]:
    nginx = placed(Nginx, program=program, back_end=back_end, tmp_path=tmp_path)
    with running(nginx, state=tmp_path):
        yield nginx


def ask(proxy: Nginx, path: str = LIST, **headers: str) -> tuple[HTTPResponse, bytes]:
    return ask_at(proxy.port, path, **headers)


def ask_at(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def end(back_end: BackEnd) -> None:
    back_end.shutdown()
    back_end.server_close()


def test_what_is_asked_often_is_asked_of_the_back_end_a_few_times_only(proxy: Nginx, back_end: BackEnd) -> None:
    bodies = {ask(proxy)[1] for _ in range(30)}

    assert len(bodies) == 1
    assert 2 <= len(back_end.asked) < 15


def test_an_answer_that_was_kept_says_nothing_of_another_s_quota_and_has_an_id_of_its_own(
    proxy: Nginx, back_end: BackEnd
) -> None:
    first, second, kept = (ask(proxy)[0] for _ in range(3))

    assert first.headers["RateLimit"] != second.headers["RateLimit"]
    assert (kept.headers["RateLimit"], kept.headers["RateLimit-Policy"]) == (None, None)
    assert len({answer.headers["X-Request-ID"] for answer in (first, second, kept)}) == 3
    assert back_end.asked[0]["X-Request-ID"] == first.headers["X-Request-ID"]


def test_an_id_that_a_client_proposes_is_kept_when_it_is_sane(proxy: Nginx) -> None:
    proposed = [ask(proxy, X_Request_ID=one)[0].headers["X-Request-ID"] for one in ("my-own-id-1", "no id; at all")]

    assert proposed[0] == "my-own-id-1"
    assert proposed[1] != "no id; at all"


@pytest.mark.parametrize("header", [{"Authorization": "Bearer frk_mine"}, {"Cookie": "sessionid=mine"}])
def test_who_asks_for_himself_gets_an_answer_of_his_own_and_leaves_none(
    proxy: Nginx, back_end: BackEnd, header: dict[str, str]
) -> None:
    for _ in range(4):
        answer, _ = ask(proxy, **header)
        assert answer.headers["RateLimit"]

    ask(proxy)

    assert len(back_end.asked) == 5


@pytest.mark.parametrize("said", ["no-store", "private, max-age=0", ""])
def test_what_is_not_for_everybody_is_not_kept(proxy: Nginx, back_end: BackEnd, said: str) -> None:
    back_end.cache_control = said

    for _ in range(4):
        ask(proxy)

    assert len(back_end.asked) == 4


@pytest.mark.parametrize("path", ["/api/v1/banners/?lang=en", "/api/v1/legal/disclaimer/", "/api/v1/status/"])
def test_what_ends_in_its_second_is_asked_for_each_time(proxy: Nginx, back_end: BackEnd, path: str) -> None:
    for _ in range(4):
        ask(proxy, path)

    assert len(back_end.asked) == 4


@pytest.mark.parametrize("status", [301, 404, 410])
def test_what_was_withdrawn_after_it_was_kept_is_not_served_again(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    kept = [ask(proxy)[0].status for _ in range(3)]
    back_end.status, back_end.cache_control = status, "no-store"
    time.sleep(KEPT_SECONDS + 1.2)  # nginx counts in whole seconds

    answers = {ask(proxy)[0].status for _ in range(5)}

    assert kept == [200] * 3
    assert answers == {status}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_no_refusal_is_kept(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    back_end.status = status

    answers = [ask(proxy)[0].status for _ in range(4)]

    assert answers == [status] * 4
    assert len(back_end.asked) == 4


def test_hosts_addresses_and_codings_are_never_mixed(proxy: Nginx) -> None:
    for _ in range(4):
        for host in ("one.example", "two.example"):
            for path in (LIST, f"{LIST}&pageSize=1"):
                for said, coding in (("gzip, br", "gzip"), ("br", ""), ("gzip;q=0", ""), ("GZIP;q=0.5", "gzip")):
                    _, body = ask(proxy, path, Host=host, Accept_Encoding=said)
                    assert body.decode() == f"{path} {host} {coding}  "


def test_formats_and_languages_are_never_mixed(proxy: Nginx) -> None:
    for _ in range(4):
        for accept in ("text/csv", "application/json"):
            for language in ("zh-Hant", "en"):
                _, body = ask(proxy, Accept=accept, Accept_Language=language)
                assert body.decode().endswith(f" {accept} {language}")


def test_whoever_claims_to_be_forwarded_is_not_believed(proxy: Nginx, back_end: BackEnd) -> None:
    connection = HTTPConnection("127.0.0.1", proxy.port, timeout=10)
    connection.putrequest("GET", LIST)
    connection.putheader("X-Forwarded-For", "198.51.100.1")
    connection.putheader("X_Forwarded_For", "198.51.100.2")
    connection.putheader("X-Forwarded-Proto", "https")
    connection.endheaders()
    connection.getresponse().read()
    connection.close()

    (seen,) = back_end.asked
    assert seen.get_all("X-Forwarded-For") == ["127.0.0.1"]
    assert seen.get_all("X_Forwarded_For") is None
    assert seen["X-Forwarded-Proto"] == "http"


def test_what_a_client_has_is_not_sent_again_from_what_was_kept(proxy: Nginx, back_end: BackEnd) -> None:
    for _ in range(2):
        ask(proxy)

    answer, body = ask(proxy, If_None_Match='"one"')

    assert (answer.status, body) == (304, b"")


def test_when_the_back_end_is_gone_what_was_kept_is_still_served(proxy: Nginx, back_end: BackEnd) -> None:
    for _ in range(3):
        ask(proxy)
    end(back_end)

    answer, _ = ask(proxy)

    assert answer.status == 200


def test_without_a_back_end_programs_get_a_problem_and_people_the_maintenance_page(
    proxy: Nginx, back_end: BackEnd
) -> None:
    end(back_end)

    of_api, problem = ask(proxy)
    of_site, page = ask_at(proxy.site_port, "/funds/DEM00001")

    assert (of_api.status, of_api.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(problem)["requestId"] == of_api.headers["X-Request-ID"]
    assert (of_site.status, of_site.headers["Retry-After"]) == (503, "300")
    assert "The fund register is being maintained" in page.decode()


def test_the_page_with_reason_and_end_takes_the_place_of_the_plain_one(
    back_end: BackEnd, tmp_path: Path, program: str
) -> None:
    end(back_end)
    place = maintenance_place(tmp_path)
    nginx = placed(Nginx, program=program, back_end=back_end, tmp_path=tmp_path, maintenance=place)
    with running(nginx, state=tmp_path):
        _, before = ask_at(nginx.site_port, "/")
        (place / "now" / "maintenance.html").write_text("Back at ten")
        answer, after = ask_at(nginx.site_port, "/funds/DEM00001")

    assert before == b"Back soon"
    assert (answer.status, answer.headers["Content-Type"], after) == (503, "text/html", b"Back at ten")


def test_in_a_cluster_a_server_of_its_own_shows_it_and_tells_programs_in_their_words(
    back_end: BackEnd, tmp_path: Path, program: str
) -> None:
    place = maintenance_place(tmp_path)
    away = placed(Away, program=program, back_end=back_end, tmp_path=tmp_path, maintenance=place)
    with running(away, state=tmp_path):
        _, before = ask_at(away.site_port, "/")
        (place / "now" / "maintenance.html").write_text("Back at ten")
        page, after = ask_at(away.site_port, "/funds/DEM00001")
        problem, words = ask_at(away.site_port, FUNDS)
        style, _ = ask_at(away.site_port, "/maintenance.css")
        well, _ = ask_at(away.site_port, "/healthz")

    assert before == b"Back soon"
    assert (page.status, page.headers["Retry-After"], after) == (503, "300", b"Back at ten")
    assert (problem.status, problem.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(words)["code"] == "unavailable"
    assert (style.status, style.headers["Content-Type"], well.status) == (200, "text/css", 204)


@pytest.mark.parametrize("status", [404, 410, 429, 502, 503])
def test_a_refusal_comes_in_the_words_of_whoever_refuses(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    back_end.status = status

    for port in (proxy.port, proxy.site_port):
        answer, body = ask_at(port, "/funds/DEM00001")
        assert (answer.status, body[:16]) == (status, b"/funds/DEM00001 ")


def test_nobody_outside_says_to_the_site_what_is_new(proxy: Nginx, back_end: BackEnd) -> None:
    answer, _ = ask_at(proxy.site_port, "/internal/purge")

    assert (answer.status, back_end.asked) == (404, [])


def test_a_line_of_the_log_leads_to_the_back_end_s_and_tells_nothing_of_the_visitor(
    proxy: Nginx, back_end: BackEnd
) -> None:
    answer, _ = ask(proxy, "/api/v1/funds/?search=private+words", Host="api.example")
    ask(proxy)  # one after the other: the line of the first is written

    line = next(line for line in map(json.loads, proxy.log.read_text().splitlines()) if line["url.path"] == FUNDS)
    assert line["http.request.id"] == back_end.asked[0]["X-Request-ID"] == answer.headers["X-Request-ID"]
    assert line["http.response.status_code"] == 200
    assert (line["service.name"], line["trace.id"]) == ("nginx", line["http.request.id"])
    assert isinstance(line["event.duration"], int)
    assert not any(word in json.dumps(line) for word in ("private", "127.0.0.1"))


def test_a_link_that_opens_something_by_itself_is_not_written_down(proxy: Nginx) -> None:
    paths = {
        "/admin/sign-in/password/reset/1-abcdef-0123456789abcdef/": "/admin/sign-in/password/reset/(secret)",
        "/partners/claim/q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9Wc/": "/partners/claim/(secret)",
        "/admin/sign-in/password/reset/sent/": "/admin/sign-in/password/reset/sent/",
        "/news/a-title-that-is-longer-than-a-token-would-be": "/news/a-title-that-is-longer-than-a-token-would-be",
    }
    for path in paths:
        ask(proxy, path)
    ask(proxy)

    told = [json.loads(line)["url.path"] for line in proxy.log.read_text().splitlines()]
    assert [path for path in told if path in paths.values()] == list(paths.values())


def test_metrics_are_never_passed_on(proxy: Nginx, back_end: BackEnd) -> None:
    answers = [ask(proxy, path)[0].status for path in ("/metrics", "//metrics", "/%6Detrics", "/x/../metrics")]

    assert (answers, back_end.asked) == ([404] * 4, [])


@pytest.mark.parametrize("path", ["/api/v1/partner/", f"/api/v1/documents/{'0' * 64}.pdf", "/api/v1/bulk/x", "/admin/"])
def test_partners_files_and_the_admin_are_passed_on_each_time(proxy: Nginx, back_end: BackEnd, path: str) -> None:
    for _ in range(4):
        ask(proxy, path)

    assert len(back_end.asked) == 4
