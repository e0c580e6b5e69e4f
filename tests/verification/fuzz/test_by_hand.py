"""What a machine doesn't think of: broken addresses and headers, tricks with paths, slow clients, many addresses."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.factories.shipped import Shipped
from tests.verification.fuzz.raw import RawAnswer, asked, connected, with_host
from tests.verification.long_form import is_long

pytestmark = pytest.mark.django_db
STATUS, LIST, FUND = b"/api/v1/status/", b"/api/v1/funds/", b"/api/v1/funds/DEM00001/"
ADDRESSES = {
    "oversized value": (LIST + b"?search=" + b"a" * 201, 400),
    "oversized address": (LIST + b"?search=" + b"a" * 9_000, 414),
    "address beyond what the server reads": (LIST + b"?search=" + b"a" * 70_000, 414),
    "a thousand parameters": (LIST + b"?" + b"&".join(b"a%d=1" % number for number in range(1_200)), 414),
    "doubled": (LIST + b"?pageSize=1&pageSize=2", 400),
    "doubled, the last one empty": (b"/api/v1/faq/?lang=en&lang=", 400),
    "doubled by an alias": (LIST + b"?ordering=name&sort=name", 400),
    "brackets": (LIST + b"?pageSize[]=1", 400),
    "brackets, encoded": (LIST + b"?pageSize%5B%5D=1", 400),
    "wide digits": (LIST + b"?pageSize=%EF%BC%91", 400),
    "exponent": (LIST + b"?pageSize=1e1", 400),
    "semicolon": (LIST + b"?pageSize=1;ordering=name", 400),
    "encoded twice": (LIST + b"?ordering=%2564ame", 400),
    "a day that is none": (LIST + b"?asOf=2026-02-30", 400),
    "a cursor of somebody else": (LIST + b"?cursor=W10", 400),
    "NUL in a value": (LIST + b"?search=%00", 400),
    "NUL in a name": (LIST + b"?a%00=1", 400),
    "NUL in a path": (b"/api/v1/funds/%00/", 404),
    "not UTF-8": (LIST + b"?search=%ff%fe", 400),
    "overlong UTF-8": (LIST + b"?search=%c0%af", 400),
    "overlong UTF-8 in a path": (b"/api/v1/funds/%c0%ae%c0%ae/", 404),
    "bytes that aren't ASCII": (b"/api/v1/funds/\xff\xfe/", 400),
    "line ends in a name": (LIST + b"?%0d%0aSet-Cookie:a=1", 400),
    "line ends in a path": (b"/api/v1/funds/%0d%0aSet-Cookie:%20a=1/", 404),
    "up": (b"/api/v1/funds/../../../admin/", 404),
    "up, encoded": (b"/api/v1/%2e%2e/%2e%2e/admin/", 404),
    "up in a name": (b"/api/v1/documents/..%2f..%2fetc%2fpasswd", 404),
    "up in a file": (b"/api/v1/bulk/..%2f..%2fetc%2fpasswd", 404),
    "up to a page": (b"/api/v1/pages/?path=%2F..%2F..%2Fetc", 404),
    "backslashes": (b"/api/v1/status/..\\..\\", 404),
    "two slashes": (b"/api/v1//funds/", 404),
    "another host's path": (b"//evil.example/api/v1/funds", 404),
    "a parameter in the path": (b"/api/v1/status/;x=1", 404),
    "a version beyond all numbers": (FUND + b"versions/99999999999999999999999/", 404),
    "a version below all": (FUND + b"versions/-1/", 404),
}
HEADERS = {
    "another host": ((b"Host: evil.example",), 400),
    "two hosts": ((b"Host: a", b"Host: b"), 400),
    "no host": ((b"Host: ",), 400),
    "two lengths": ((b"Content-Length: 5", b"Content-Length: 6"), 400),
    "a length below nothing": ((b"Content-Length: -1",), 400),
    "unknown transfer": ((b"Transfer-Encoding: xchunked",), 400),
    "a space in a name": ((b"Bad Header: 1",), 400),
    "NUL in a header": ((b"X-A: \x00",), 400),
    "a folded header": ((b"X-A: 1\n\tfolded",), 400),
    "300 headers": (tuple(b"X-%d: 1" % number for number in range(300)), 431),
    "a key of 5,000 characters": ((b"Authorization: Bearer " + b"a" * 5_000,), 401),
    "an id of 5,000 characters": ((b"X-Request-ID: " + b"a" * 5_000,), 200),
    "a tag list without end": ((b"If-None-Match: " + b'"a",' * 2_000,), 200),
    "another host behind a proxy": ((b"X-Forwarded-Host: evil.example",), 200),
    "another method behind the method": ((b"X-HTTP-Method-Override: DELETE",), 200),
}
METHODS = {b"FOO": 405, b"TRACE": 405, b"CONNECT": 405, b"PUT": 405, b"DELETE": 405, b"PATCH": 405, b"G\x00T": 400}


def sound(answer: RawAnswer) -> bool:
    """Whether nothing that was sent came back as a header, and a refusal of the API's is a problem."""
    assert "set-cookie" not in answer.headers
    assert "evil.example" not in " ".join(answer.headers.values())
    is_ours = "x-request-id" in answer.headers and "content-security-policy" not in answer.headers  # a page has one
    return not (is_ours and answer.status >= 400) or answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_broken_address_is_refused(api: Shipped, name: str) -> None:
    target, status = ADDRESSES[name]

    answer = asked(api.url, target=target)

    assert answer.status == status
    assert sound(answer)


def test_line_ends_in_a_value_stay_in_the_value(api: Shipped) -> None:
    answer = asked(api.url, target=LIST + b"?search=%0d%0aSet-Cookie:%20a=1")

    assert (answer.status, sound(answer)) == (200, True)


@pytest.mark.parametrize("name", HEADERS)
def test_a_broken_header_harms_nobody(api: Shipped, name: str) -> None:
    lines, status = HEADERS[name]

    answer = asked(api.url, *lines)

    assert answer.status == status
    assert sound(answer)
    assert len(answer.headers.get("x-request-id", "")) <= 64


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_is_none_of_ours_is_refused(api: Shipped, method: bytes) -> None:
    answer = asked(api.url, method=method)

    assert answer.status == METHODS[method]
    assert sound(answer)


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /api/v1/status/ HTTP/1.1\r\nX-Slow: ",
        b"POST /api/v1/preview/resolve/ HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ],
    ids=["headers", "body"],
)
def test_who_never_ends_a_request_keeps_nobody_waiting(api: Shipped, begun: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(200):
            slow = stack.enter_context(connected(api.url))
            slow.sendall(with_host(api.url, begun))

        answer = asked(api.url)

    assert answer.status == 200


def test_many_addresses_leave_nothing_in_memory(api: Shipped) -> None:
    count = 10_000 if is_long() else 1_000
    _ask_for(api, range(count // 2))
    before = _memory(api)

    _ask_for(api, range(count // 2, 3 * count // 2))

    assert _memory(api) - before < 8_000  # kB; a kept body of 500 bytes each would be 5,000 in the long form


def _ask_for(api: Shipped, numbers: range) -> None:
    connection = HTTPConnection(urlsplit(api.url).netloc, timeout=30)
    for number in numbers:
        connection.request("GET", f"/api/v1/resolve/?id=NOSUCH{number}")
        assert json.loads(connection.getresponse().read())["results"] == []
    connection.close()


def _memory(api: Shipped) -> int:
    """What the server's processes hold for themselves, in kB."""
    return sum(
        int(line.split()[1])
        for process in _processes(api.pid)
        for line in (process / "smaps_rollup").read_text().splitlines()
        if line.startswith("Private_Dirty")
    )


def _processes(pid: int) -> Iterator[Path]:
    process = Path(f"/proc/{pid}")
    yield process
    for child in (process / f"task/{pid}/children").read_text().split():
        yield from _processes(int(child))
