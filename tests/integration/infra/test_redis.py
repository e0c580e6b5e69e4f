"""The Redis part is a real server that keeps its data and wants its password."""

from pathlib import Path

import pytest
from redis import Redis as Client
from redis.exceptions import AuthenticationError

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.redis import Redis


def test_data_outlive_the_server(tmp_path: Path) -> None:
    redis = _redis(tmp_path)
    with running(redis, state=tmp_path), Client.from_url(redis.url) as client:
        client.set("isin", "IE00B4L5Y983")

    with running(redis, state=tmp_path), Client.from_url(redis.url) as client:
        assert client.get("isin") == b"IE00B4L5Y983"


def test_nobody_gets_in_without_the_password(tmp_path: Path) -> None:
    redis = _redis(tmp_path)

    with running(redis, state=tmp_path), Client(port=redis.port) as client, pytest.raises(AuthenticationError):
        client.ping()


def test_other_users_of_the_machine_can_not_read_the_password(tmp_path: Path) -> None:
    redis = _redis(tmp_path)

    redis.prepare()

    assert (redis.directory / "redis.conf").stat().st_mode & 0o077 == 0


def _redis(directory: Path) -> Redis:
    return Redis(directory=directory / "redis", port=free_ports(1)[0], password="secret")
