"""Tests that run beside each other share no server."""

import os

import pytest

from tests.parts import ADDRESSES, hand_out_only


@pytest.mark.parametrize("named", ADDRESSES)
def test_a_parallel_run_refuses_servers_that_its_workers_would_share(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(named, "somewhere")
    before = dict(os.environ)

    with pytest.raises(pytest.UsageError, match=f"unset {named}, or take -n 0"):
        hand_out_only()

    assert dict(os.environ) == before
