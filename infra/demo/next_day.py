"""`python -m infra.demo.next_day`: the provider delivers its next day to the running demo, the product syncs it."""

import sys
from pathlib import Path

from infra.parts.process import Command, Process

from . import feed
from .claim import is_claimed
from .commands import manage
from .configuration import Configuration
from .environment import read_shell_file
from .errors import DemoError
from .progress import Progress
from .sandbox import LAST_DAY, Sandbox

_SUSPICIOUS = 30


def deliver_and_sync(state: Path, *, progress: Progress) -> int:
    """Put the next day on the site and sync it; the exit code of the sync."""
    if not is_claimed(state):
        raise DemoError(f"no demo runs on {state}: start it with `make demo` and try again")
    sandbox = Sandbox(state)
    day = sandbox.day + 1
    if day > LAST_DAY:
        raise DemoError(f"the sample has {LAST_DAY} days and all were delivered; `make clean` starts again with day 1")
    code, process = _run(sandbox.generate(day), state)
    if code:
        raise DemoError(str(process.failure(f"making the delivery failed with code {code}")))
    sandbox.put(day)
    progress.say(f"the provider's delivery of day {day} is on its site")
    answer = state / f"sync-of-day-{day}.json"
    environment = read_shell_file(state / "env")
    command = manage("sync_feed", "--json", environment=environment, answer=answer, log="sync_feed-by-hand")
    code, _ = _run(command, state)
    for line in _told(answer, code=code, day=day):
        progress.print(line)
    return code


def _told(answer: Path, *, code: int, day: int) -> list[str]:
    run = feed.read_answer(answer)
    lines = [f"day {day}: {feed.headline(run, code=code)}", *feed.finding_lines(run)]
    if day == LAST_DAY and code == _SUSPICIOUS:
        lines.append("This is what day 3 is for: far too many funds at once are said to be deauthorised, so the guard")
        lines.append(f"halts, the public record stays as it was, and the exit code is {_SUSPICIOUS}.")
    return [*lines, f"The whole answer of the sync: {answer}"]


def _run(command: Command, state: Path) -> tuple[int, Process]:
    process = Process.start(command, state=state)
    process.popen.wait()
    return process.stop(), process


def main() -> int:
    """0 when the delivery was applied; else the exit code of the sync, explained."""
    try:
        return deliver_and_sync(Configuration.read().state, progress=Progress())
    except DemoError as error:
        print(f"demo: {error}", file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
