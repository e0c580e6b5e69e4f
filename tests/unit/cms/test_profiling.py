"""A request is measured when it asks for it and the installation allows it, and otherwise never."""

from collections.abc import Iterable
from pathlib import Path
from pstats import Stats
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from cms.operations import profiling
from cms.operations.profiling import profiled


def what_takes_time() -> bytes:
    return b"done"


def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [what_takes_time()]


def ask(asked: WSGIApplication, **environ: str) -> tuple[list[bytes], dict[str, str]]:
    headers: dict[str, str] = {}

    def start_response(_status: str, told: list[tuple[str, str]], *_: Any) -> Any:
        headers.update(told)

    return list(asked(environ, start_response)), headers


def test_who_asks_for_it_is_told_the_file_that_says_where_the_time_went(tmp_path: Path) -> None:
    asked = profiled(application, directory=tmp_path / "profiles")

    body, headers = ask(asked, HTTP_X_PROFILE="1")

    measured = Stats(str(tmp_path / "profiles" / headers["X-Profile"])).get_stats_profile()
    assert body == [b"done"]
    assert "what_takes_time" in measured.func_profiles


def test_who_does_not_ask_leaves_nothing(tmp_path: Path) -> None:
    body, headers = ask(profiled(application, directory=tmp_path))

    assert (body, headers) == ([b"done"], {"Content-Type": "text/plain"})
    assert list(tmp_path.iterdir()) == []


def test_without_a_directory_nothing_stands_before_the_application() -> None:
    assert profiled(application, directory=None) is application


def test_a_full_directory_and_a_broken_one_answer_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = profiled(application, directory=tmp_path / "profiles")
    monkeypatch.setattr(profiling, "MOST", 1)

    bodies = [ask(asked, HTTP_X_PROFILE="1")[0] for _ in range(3)]
    kept = list((tmp_path / "profiles").iterdir())
    kept[0].unlink()
    kept[0].parent.rmdir()
    bodies.append(ask(asked, HTTP_X_PROFILE="1")[0])

    assert bodies == [[b"done"]] * 4
    assert len(kept) == 1
