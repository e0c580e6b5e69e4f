"""Bulk files are written in one pass: the same bytes for the same record, and no more memory for a larger one."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from fundfeed.records.bulk import BulkKind
from fundfeed.stages.bulk import Earlier, Written, write
from tests.factories.records import fund, share_class

Bodies = Iterator[tuple[str, bytes]]


def bodies(*numbers: int, place: str = "Asia") -> Bodies:
    return bodies_of(numbers, place)


def bodies_of(numbers: Iterable[int], place: str) -> Bodies:
    return ((f"TST{number:05}", json.dumps(fund(number, geography=place)).encode()) for number in numbers)


def written(directory: Path, found: Bodies, earlier: Earlier | None = None) -> dict[BulkKind, Written]:
    directory.mkdir()
    return {file.kind: file for file in write(found, earlier=earlier, directory=directory)}


def earlier(*lines: tuple[str, bytes]) -> Earlier:
    return Earlier(io.BytesIO(gzip.compress(b"".join(body + b"\n" for _, body in lines))))


def ids(file: Written) -> list[str]:
    return [json.loads(line)["fundId"] for line in gzip.decompress(file.path.read_bytes()).splitlines()]


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, bodies(1, 2)) for name in ("first", "second"))

    assert {kind: file.sha256 for kind, file in first.items()} == {kind: file.sha256 for kind, file in second.items()}
    assert set(first) == {BulkKind.FULL, BulkKind.TABLE, BulkKind.OPENFUNDS}


BEFORE_AND_AFTER = {
    "nothing_new": ((1, 2), (1, 2), []),
    "one_at_the_end": ((1, 2), (1, 2, 3), [3]),
    "one_at_the_start": ((2, 3), (1, 2, 3), [1]),
    "one_between": ((1, 3), (1, 2, 3), [2]),
    "all_new": ((), (1, 2), [1, 2]),
    "one_that_is_gone": ((1, 2, 3), (1, 3), []),
    "all_gone": ((1, 2), (), []),
}


@pytest.mark.parametrize(("before", "after", "new"), BEFORE_AND_AFTER.values(), ids=BEFORE_AND_AFTER.keys())
def test_a_delta_has_what_the_earlier_file_does_not_say(
    tmp_path: Path, before: tuple[int, ...], after: tuple[int, ...], new: list[int]
) -> None:
    found = written(tmp_path / "files", bodies(*after), earlier(*bodies(*before)))

    assert ids(found[BulkKind.DELTA]) == [f"TST{number:05}" for number in new]
    assert found[BulkKind.DELTA].rows == len(new)


def test_a_fund_that_says_something_else_is_in_the_delta(tmp_path: Path) -> None:
    before = earlier(*bodies(1, place="Europe"), *bodies(2))

    found = written(tmp_path / "files", bodies(1, 2), before)

    assert ids(found[BulkKind.DELTA]) == ["TST00001"]


def test_rows_below_zero_stay_numbers_and_formulas_become_text(tmp_path: Path) -> None:
    odd = fund(1, manCo="+1 Management", shareClasses=[share_class(1, ongoingCharges="-0.001")])

    found = written(tmp_path / "files", iter([("TST00001", json.dumps(odd).encode())]))

    text = gzip.decompress(found[BulkKind.OPENFUNDS].path.read_bytes()).decode()
    assert ",-0.001," in text
    assert ",'+1 Management," in text


def test_ten_times_as_many_funds_need_no_more_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        before = earlier(*bodies(*range(count)))
        tracemalloc.start()
        try:
            written(tmp_path / str(count), bodies_of(range(count), "Elsewhere"), before)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is imported and cached the first time

    assert peak(3000) < 1.1 * peak(300)
