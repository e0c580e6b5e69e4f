"""Each scenario of a drill shows the trouble that its name promises, to whoever checks the files as the feed does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra.deliveries import demo_delivery, write_delivery
from infra.demo.sandbox import Sandbox
from infra.demo.scenarios import SCENARIOS

ROOT = Path(__file__).parents[3]
EXPECTED = {
    0: ("acceptable", set()),
    1: ("unreadable", {"file.checksum"}),
    2: ("inconsistent", {"set.removed_not_deauthorised"}),
    3: ("suspicious", {"guard.deauthorised", "guard.removed"}),
    4: ("acceptable", {"record.missing", "fund.double_isin"}),
}


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("yesterday")
    write_delivery(directory, demo_delivery(funds=60, pdfs=False))
    return directory


@pytest.mark.parametrize("number", EXPECTED)
def test_a_scenario_shows_its_trouble_and_no_other(number: int, yesterday: Path, tmp_path: Path) -> None:
    scenario, sandbox = SCENARIOS[number], Sandbox(tmp_path)
    write_delivery(sandbox.files, demo_delivery(funds=60, pdfs=False))
    delivery = sandbox.next_after("DEMO-20261118-01")
    assert scenario.spoil
    scenario.spoil(delivery)

    sandbox.put_instead(delivery, is_cut_short=scenario.is_cut_short)

    command = (sys.executable, "-m", "fundfeed", "validate", str(sandbox.files), "--against", str(yesterday))
    told = subprocess.run([*command, "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    answer = json.loads(told.stdout)
    rules = {finding["code"] for finding in answer["findings"] if finding["severity"] != "warn"}
    assert (answer["reason"] or answer["outcome"], rules) == EXPECTED[number]


def test_a_good_day_after_a_bad_one_has_every_record_again(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    write_delivery(sandbox.files, demo_delivery(funds=60, pdfs=False))
    bad = sandbox.next_after("DEMO-20261118-01")
    before = len(bad.funds)
    spoil = SCENARIOS[3].spoil
    assert spoil
    spoil(bad)
    sandbox.put_instead(bad, is_cut_short=False)

    good = sandbox.next_after(bad.index["deliveryId"])

    assert len(bad.funds) < before
    assert len(good.funds) == before
    assert good.index["generatedAt"] > bad.index["generatedAt"]


def test_only_downtime_ends_processes() -> None:
    assert {number: scenario.stops for number, scenario in SCENARIOS.items() if not scenario.spoil} == {
        5: ("web", "worker", "feed", "mails", "webhooks", "beat")
    }
