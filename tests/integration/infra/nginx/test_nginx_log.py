"""What the proxy writes down of a request, and what it never does."""

import json

from infra.parts.nginx import Nginx
from tests.integration.infra.nginx.standing import FUNDS, BackEnd, ask


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
