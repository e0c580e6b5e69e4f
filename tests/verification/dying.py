"""A sync in a process of its own that is killed, or meets a disaster, at a named point; the product knows no hooks."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connections

from fundfeed import pipeline
from fundfeed.journal import Journal
from fundfeed.services import runs
from fundfeed.stages import apply, apply_documents, publish
from tests.factories.moments import PATIENCE_SECONDS
from tests.factories.site import Site

Disaster = Callable[[], None]
Work = Callable[[], object]
STAGES = ("fetch", "verify", "parse", "validate", "compare", "guard", "apply", "publish")
WRITES = 8  # set-based writes of one run, counted over apply and publish


def killed() -> None:
    """The process dies at once, with no chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def sync_until(
    point: str, site: Site, disaster: Disaster = killed, meanwhile: Callable[[], None] = lambda: None
) -> int | None:
    """Run the real command in a fork up to `point`, where disaster strikes; the fork's exit code.

    `meanwhile` happens in this process while the fork runs.
    """
    return work_until(point, lambda: _sync(site), disaster, meanwhile)


def work_until(
    point: str, work: Work, disaster: Disaster = killed, meanwhile: Callable[[], None] = lambda: None
) -> int | None:
    """As `sync_until`, for any work of the feed."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_doomed, args=(point, work, disaster))
    process.start()
    meanwhile()
    process.join(timeout=PATIENCE_SECONDS)
    assert process.exitcode is not None, f"the sync hangs at {point}"
    return process.exitcode


def points() -> list[str]:
    """Before and after each stage, before each write, and around the commit."""
    around = [f"{when} {stage}" for stage in STAGES for when in ("before", "after")]
    return [*around, *(f"write {number}" for number in range(1, WRITES + 1)), "before commit", "after commit"]


def _sync(site: Site) -> None:
    call_command("sync_feed", provider=site.provider.code, source=str(site.directory), stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123 - ends with the process


def _doomed(point: str, work: Work, disaster: Disaster) -> None:
    connections.close_all()
    kind, _, rest = point.partition(" ")
    if kind == "write":
        _at_write(int(rest), disaster)
    elif rest == "commit":
        _at_commit(kind, disaster)
    else:
        _at_stage(kind, rest, disaster)
    work()


def _at_stage(when: str, name: str, disaster: Disaster) -> None:
    stage = Journal.stage

    @contextmanager
    def doomed(journal: Journal, reached: str) -> Iterator[None]:
        with stage(journal, reached):
            if (when, name) == ("before", reached):
                disaster()
            yield
            if (when, name) == ("after", reached):
                disaster()

    Journal.stage = doomed  # type: ignore[method-assign, assignment]


def _at_write(number: int, disaster: Disaster) -> None:
    done = 0

    def doomed(write: Callable[..., int]) -> Callable[..., int]:
        def count(*arguments: Any, **named: Any) -> int:
            nonlocal done
            done += 1
            if done == number:
                disaster()
            return write(*arguments, **named)

        return count

    for module in (apply, apply_documents, publish):
        for name in ("merge", "add"):
            if hasattr(module, name):
                setattr(module, name, doomed(getattr(module, name)))


def _at_commit(when: str, disaster: Disaster) -> None:
    run = pipeline.run
    finish = Journal.finish

    def doomed_finish(journal: Journal, *arguments: Any, **named: Any) -> None:
        finish(journal, *arguments, **named)
        disaster()

    def doomed_run(*arguments: Any) -> Any:
        outcome = run(*arguments)
        disaster()
        return outcome

    if when == "before":
        Journal.finish = doomed_finish  # type: ignore[method-assign, assignment]
    else:
        runs.run = doomed_run  # type: ignore[attr-defined, assignment]
