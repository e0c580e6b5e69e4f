"""Which bytes a Range header means."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from api.wire.ranges import ByteRange, Unsatisfiable, wanted_range

SIZE, TAG = 1000, '"abc"'


def asking(value: str, *, method: str = "GET", **headers: str) -> HttpRequest:
    return RequestFactory().generic(method, "/", headers={"Range": value, **headers})


def wanted(value: str, **headers: str) -> ByteRange | None:
    return wanted_range(asking(value, **headers), size=SIZE, etag=TAG)


SATISFIED = {
    "bytes=0-0": (0, 0),
    "bytes=0-499": (0, 499),
    "bytes=500-": (500, 999),
    "bytes=0-": (0, 999),
    "bytes=-1": (999, 999),
    "bytes=-5000": (0, 999),
    "bytes=990-5000": (990, 999),
    "BYTES= 1-2 ": (1, 2),
    "bytes=0-9999999999999999999": (0, 999),
}


@pytest.mark.parametrize(("value", "bounds"), SATISFIED.items(), ids=SATISFIED)
def test_one_range_is_cut_at_the_end_of_the_file(value: str, bounds: tuple[int, int]) -> None:
    assert wanted(value) == ByteRange(*bounds)


IGNORED = ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=0-1,5-9", "items=0-1", "bytes=١-٢", "bytes=+1-2"]
IGNORED.append("bytes=0-" + "9" * 5000)


@pytest.mark.parametrize("value", IGNORED)
def test_what_is_no_single_range_gets_the_whole_file(value: str) -> None:
    assert wanted(value) is None


@pytest.mark.parametrize("value", ["bytes=1000-", "bytes=1000-2000", "bytes=9999999999999999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(value: str) -> None:
    with pytest.raises(Unsatisfiable):
        wanted(value)


@pytest.mark.parametrize("condition", ['"other"', f"W/{TAG}", "Wed, 18 Nov 2026 22:40:00 GMT", ""])
def test_a_range_of_other_bytes_gets_the_whole_file(condition: str) -> None:
    assert wanted("bytes=0-1", **{"If-Range": condition}) is None


def test_a_range_of_these_bytes_is_meant() -> None:
    assert wanted("bytes=0-1", **{"If-Range": TAG}) == ByteRange(0, 1)


def test_a_range_counts_for_get_only() -> None:
    assert wanted_range(asking("bytes=0-1", method="HEAD"), size=SIZE, etag=TAG) is None
