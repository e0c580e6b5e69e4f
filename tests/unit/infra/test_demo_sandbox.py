"""Deliveries reach the provider's site in the provider's order, and old files leave it."""

import json
from pathlib import Path

from infra.demo.sandbox import Sandbox, turn

MANIFESTS = ("index.json", "document.json", "deauthorised.json")
AT = "2026-11-18T22:30:00+08:00"


def day(number: int, pdf: str) -> dict[str, str]:
    sent = {"deliveryId": f"DEMO-2026111{number}-01", "generatedAt": AT, "funds": [{"fundId": pdf}]}
    return {**dict.fromkeys(MANIFESTS, json.dumps(sent)), "index.json.check": str(number), f"{pdf}.pdf": pdf}


DAY_1, DAY_2 = day(1, "a"), day(2, "b")


def test_a_delivery_replaces_the_one_before(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    _deliver(sandbox, tmp_path, 1, DAY_1)

    _deliver(sandbox, tmp_path, 2, DAY_2)

    assert {path.name: path.read_text() for path in sandbox.files.iterdir()} == DAY_2
    assert sandbox.day == 2


def test_checks_come_last_because_they_say_that_the_rest_is_complete() -> None:
    files = [Path("document.json.check"), Path("index.json"), Path("z.pdf"), Path("document.json")]

    in_turn = sorted(files, key=turn)

    assert [path.name for path in in_turn] == ["z.pdf", "document.json", "index.json", "document.json.check"]


def test_a_delivery_that_somebody_put_there_counts_as_one(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    sandbox.files.mkdir(parents=True)
    (sandbox.files / "index.json").write_text("mine")

    assert sandbox.has_delivery
    assert sandbox.day == 0


def test_the_next_delivery_holds_what_is_public_under_a_new_name_and_time(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    _deliver(sandbox, tmp_path, 1, DAY_1)
    _deliver(sandbox, tmp_path, 2, DAY_2)

    after_day_1 = sandbox.next_after("DEMO-20261111-01")
    after_what_nobody_knows = sandbox.next_after("UPLOADED-1")

    assert after_day_1.funds == [{"fundId": "a"}]
    assert after_what_nobody_knows.funds == [{"fundId": "b"}]
    assert after_day_1.index["deliveryId"] not in ("DEMO-20261111-01", "DEMO-20261112-01")
    assert after_day_1.index["generatedAt"] > AT


def _deliver(sandbox: Sandbox, state: Path, day: int, files: dict[str, str]) -> None:
    sandbox.generate(day)
    draft = state / "sandbox" / "draft"
    draft.mkdir(parents=True)
    for name, text in files.items():
        (draft / name).write_text(text)
    sandbox.put(day)
