"""PDFs are looked into in a process of its own; whatever happens to it, the one who asks gets an answer."""

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from fundfeed.adapters.pdf_room import Room
from fundfeed.ports import PdfReport
from tests.factories import pdfs

SOUND = PdfReport(1, "")


@pytest.fixture
def room() -> Iterator[Room]:
    opened = Room()
    yield opened
    opened.close()


def children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(number) for task in tasks for number in task.read_text().split()}


def test_the_room_judges_as_the_inspection_does(room: Room) -> None:
    assert room.inspect(BytesIO(pdfs.sound())) == SOUND
    assert "JavaScript" in room.inspect(BytesIO(pdfs.with_packed_script())).refusal
    assert "empty" in room.inspect(BytesIO(b"")).refusal


def test_a_file_that_exhausts_memory_is_refused_and_the_next_one_is_judged(room: Room) -> None:
    hungry = pdfs.that_needs_memory(megabytes=1200)

    refusal = room.inspect(BytesIO(hungry)).refusal

    assert len(hungry) < 10_000_000
    assert "A person must look at it" in refusal
    assert room.inspect(BytesIO(pdfs.sound())) == SOUND


def test_a_process_that_was_killed_is_begun_again(room: Room) -> None:
    before = children()
    room.inspect(BytesIO(pdfs.sound()))
    (number,) = children() - before

    os.kill(number, signal.SIGKILL)

    assert room.inspect(BytesIO(pdfs.sound())) == SOUND


def test_one_process_serves_many_files_and_ends_with_the_room() -> None:
    before, opened = children(), Room()

    for _ in range(3):
        opened.inspect(BytesIO(pdfs.sound()))
    during = children() - before
    opened.close()

    assert len(during) == 1
    assert children() == before
