"""Node and npm run, whether the system has them or the wheel brings them."""

import subprocess
from pathlib import Path

import pytest

from infra.parts.node import MINIMUM, Node, find_node


def test_an_old_node_of_the_system_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_fake_node(tmp_path / "old", version="v20.0.0")
    monkeypatch.setenv("PATH", str(tmp_path / "old"), prepend=":")

    node = find_node(tmp_path / "shims")

    assert node.shims == tmp_path / "shims"
    assert _version(node) >= MINIMUM


def test_a_new_node_of_the_system_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_fake_node(tmp_path / "new", version="v24.1.0")
    monkeypatch.setenv("PATH", str(tmp_path / "new"), prepend=":")

    node = find_node(tmp_path / "shims")

    assert node == Node(tmp_path / "new" / "node", tmp_path / "new")


def test_npm_of_the_wheel_runs_through_its_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_fake_node(tmp_path / "old", version="v20.0.0")
    monkeypatch.setenv("PATH", str(tmp_path / "old"), prepend=":")
    node = find_node(tmp_path / "shims")

    answer = _run(str(node.shims / "npm"), node)

    assert answer[0].isdigit()


def _put_fake_node(directory: Path, *, version: str) -> None:
    directory.mkdir()
    for name in ("node", "npm"):
        program = directory / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)


def _version(node: Node) -> tuple[int, ...]:
    return tuple(map(int, _run(str(node.program), node).removeprefix("v").split(".")))[:2]


def _run(program: str, node: Node) -> str:
    command = [program, "--version"]
    answer = subprocess.run(  # noqa: S603 - Node's own programs
        command, env=node.environment, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()
