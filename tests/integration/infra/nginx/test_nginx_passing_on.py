"""What the proxy passes on, what it never does, and in whose words an answer comes."""

from http.client import HTTPConnection

import pytest

from infra.parts.nginx import Nginx
from tests.factories.moments import PATIENCE_SECONDS
from tests.integration.infra.nginx.standing import LIST, BackEnd, ask, ask_at


def test_an_id_that_a_client_proposes_is_kept_when_it_is_sane(proxy: Nginx) -> None:
    proposed = [ask(proxy, X_Request_ID=one)[0].headers["X-Request-ID"] for one in ("my-own-id-1", "no id; at all")]

    assert proposed[0] == "my-own-id-1"
    assert proposed[1] != "no id; at all"


def test_whoever_claims_to_be_forwarded_is_not_believed(proxy: Nginx, back_end: BackEnd) -> None:
    connection = HTTPConnection("127.0.0.1", proxy.port, timeout=PATIENCE_SECONDS)
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


@pytest.mark.parametrize("status", [404, 410, 429, 502, 503])
def test_a_refusal_comes_in_the_words_of_whoever_refuses(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    back_end.status = status

    for port in (proxy.port, proxy.site_port):
        answer, body = ask_at(port, "/funds/DEM00001")
        assert (answer.status, body[:16]) == (status, b"/funds/DEM00001 ")


def test_nobody_outside_says_to_the_site_what_is_new(proxy: Nginx, back_end: BackEnd) -> None:
    answer, _ = ask_at(proxy.site_port, "/internal/purge")

    assert (answer.status, back_end.asked) == (404, [])


def test_metrics_are_never_passed_on(proxy: Nginx, back_end: BackEnd) -> None:
    answers = [ask(proxy, path)[0].status for path in ("/metrics", "//metrics", "/%6Detrics", "/x/../metrics")]

    assert (answers, back_end.asked) == ([404] * 4, [])


@pytest.mark.parametrize("path", ["/api/v1/partner/", f"/api/v1/documents/{'0' * 64}.pdf", "/api/v1/bulk/x", "/admin/"])
def test_partners_files_and_the_admin_are_passed_on_each_time(proxy: Nginx, back_end: BackEnd, path: str) -> None:
    for _ in range(4):
        ask(proxy, path)

    assert len(back_end.asked) == 4
