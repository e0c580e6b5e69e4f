"""Deliveries reach the provider's site in the provider's order, and old files leave it."""

from pathlib import Path

from infra.demo.sandbox import Sandbox, turn

DAY_1 = {"index.json": "1", "index.json.check": "1", "a.pdf": "a"}
DAY_2 = {"index.json": "2", "index.json.check": "2", "b.pdf": "b"}


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


def _deliver(sandbox: Sandbox, state: Path, day: int, files: dict[str, str]) -> None:
    sandbox.generate(day)
    draft = state / "sandbox" / "draft"
    draft.mkdir(parents=True)
    for name, text in files.items():
        (draft / name).write_text(text)
    sandbox.put(day)
