"""`python -m infra.demo.drill 3`, which `make drill SCENARIO=3` runs: something goes wrong in the running demo."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping
from datetime import UTC, datetime

from infra.parts.process import Command, Process

from . import checks, feed
from .claim import is_claimed
from .commands import manage
from .configuration import Configuration
from .environment import read_shell_file, without_owner
from .errors import DemoError
from .outage import Outage
from .progress import Progress
from .sandbox import Sandbox
from .scenarios import GOOD_DAY, SCENARIOS, Scenario

MANUAL = "docs/manual/contingency.md"
_PATIENCE_SECONDS = 120.0


class Drill:
    """One scenario in a running demo: through the provider's site, or by ending processes; nothing else."""

    def __init__(self, configuration: Configuration, *, progress: Progress) -> None:
        state = configuration.state
        if not is_claimed(state):
            raise DemoError(f"no demo runs on {state}: start it with `make demo` and try again")
        self._configuration, self._state, self._say = configuration, state, progress.print
        self._environment = without_owner(read_shell_file(state / "env"))
        self._outage = Outage(state)
        self._note = state / "drill.json"

    def begin(self, number: int) -> None:
        """Let the scenario happen, and say what to look for."""
        scenario = SCENARIOS[number]
        self._note.write_text(json.dumps({"scenario": number, "began": datetime.now(UTC).isoformat()}))
        self._say(f"Drill {number}: {scenario.title}.")
        if scenario.stops:
            self._outage.begin(scenario.stops)
            self._say(f"ended: {', '.join(scenario.stops)}")
        if scenario.spoil:
            self._deliver(scenario)
        self._say(f"Look for {scenario.look_for}.")
        self._say(f"What to do: {MANUAL}, scenario {number}. Back to a good day: make drill SCENARIO=0")

    def end(self, *, by: str, note: str) -> None:
        """Start what was ended, let the provider deliver as it should, and record the drill."""
        self._outage.end()
        self._await_the_api()
        self._deliver(SCENARIOS[GOOD_DAY])
        if self._note.exists():
            self._record(json.loads(self._note.read_text()), by=by, note=note)
            self._note.unlink()

    def _await_the_api(self) -> None:
        if not checks.answers(f"{self._configuration.api}/status/", seconds=_PATIENCE_SECONDS):
            raise DemoError(f"the API did not answer; the logs are in {self._state / 'logs'}")

    def _deliver(self, scenario: Scenario) -> None:
        sandbox = Sandbox(self._state)
        public = checks.last_delivery(self._configuration.api) or {}
        delivery = sandbox.next_after(str(public.get("deliveryId")))
        if scenario.spoil:
            scenario.spoil(delivery)
        sandbox.put_instead(delivery, is_cut_short=scenario.is_cut_short)
        self._say(f"the provider's delivery {delivery.index['deliveryId']} is on its site")
        self._sync()

    def _sync(self) -> None:
        answer = self._state / "sync-of-drill.json"
        code = self._run(manage("sync_feed", "--json", environment=self._environment, answer=answer, log="drill-sync"))
        told = feed.read_answer(answer)
        for line in (feed.headline(told, code=code), *feed.finding_lines(told)):
            self._say(line)

    def _record(self, drill: Mapping[str, str], *, by: str, note: str) -> None:
        answer = self._state / "drill-record.txt"
        words = ("record_drill", str(drill["scenario"]), "--began", drill["began"], "--by", by, "--note", note)
        if self._run(manage(*words, environment=self._environment, answer=answer)):
            raise DemoError(f"the drill could not be recorded; see {self._state / 'logs' / 'record_drill.log'}")
        self._say(answer.read_text().strip())

    def _run(self, command: Command) -> int:
        process = Process.start(command, state=self._state)
        process.popen.wait()
        return process.stop()


def read_arguments(arguments: list[str]) -> Namespace:
    """The command line."""
    titles = "\n".join(f"  {number}  {scenario.title}" for number, scenario in SCENARIOS.items())
    parser = ArgumentParser(prog="make drill", description=titles, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("scenario", metavar="SCENARIO", type=int, choices=SCENARIOS, help="0 to 5, as above")
    parser.add_argument("--by", default="", help="who holds the drill")
    parser.add_argument("--note", default="", help="what was noticed")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """0 when the scenario happened, or when a good day is back."""
    options = read_arguments(arguments)
    try:
        drill = Drill(Configuration.read(), progress=Progress())
        if options.scenario == GOOD_DAY:
            drill.end(by=options.by, note=options.note)
        else:
            drill.begin(options.scenario)
    except DemoError as error:
        print(f"demo: {error}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
