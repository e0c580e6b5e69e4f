"""Working ahead: what comes, in which order, in whose thread, and what becomes of a failure."""

import sys
import threading
from collections.abc import Iterator

import pytest

from fundfeed.stages.ahead import AHEAD, ahead


def test_batches_come_in_order_and_each_once() -> None:
    assert list(ahead(range(7), work=lambda number: number * 10)) == [0, 10, 20, 30, 40, 50, 60]


def test_without_batches_nothing_comes() -> None:
    assert list(ahead([], work=str)) == []


def test_batches_are_read_in_the_callers_thread_and_worked_on_in_one_other() -> None:
    read_in: set[int] = set()

    def batches() -> Iterator[int]:
        for number in range(5):
            read_in.add(threading.get_ident())
            yield number

    worked_in = set(ahead(batches(), work=lambda _: threading.get_ident()))

    assert read_in == {threading.get_ident()}
    assert len(worked_in) == 1
    assert worked_in.isdisjoint(read_in)


def test_no_more_batches_are_read_than_are_worked_on_ahead() -> None:
    read: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(9):
            read.append(number)
            yield number

    next(iter(ahead(batches(), work=str)))

    assert read == list(range(AHEAD + 1))


def test_a_failure_reaches_the_caller_after_what_came_before_it() -> None:
    came: list[float] = []

    with pytest.raises(ZeroDivisionError):
        came.extend(ahead([2, 1, 0, 4], work=lambda number: 2 / number))

    assert came == [1.0, 2.0]


def test_threads_take_their_usual_turns_afterwards() -> None:
    usual = sys.getswitchinterval()

    within = [sys.getswitchinterval() for _ in ahead([1], work=str)]

    assert within[0] < usual
    assert sys.getswitchinterval() == usual
