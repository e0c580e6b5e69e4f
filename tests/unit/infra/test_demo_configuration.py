"""What may be chosen about the demo, and the sentences that refuse what can't work."""

import json
import socket
from pathlib import Path

import pytest

from infra.demo.configuration import ROOT, Configuration
from infra.demo.errors import DemoError


def test_without_choices_the_documented_values_hold() -> None:
    configuration = Configuration.read({})

    assert configuration == Configuration(
        state=ROOT / ".state", backend_port=8000, frontend_port=4321, sftp_port=2022, empty=False
    )


def test_the_ready_line_is_json_for_programs() -> None:
    configuration = Configuration.read({"BACKEND_PORT": "8010", "STATE_DIR": "/srv/demo"})

    word, _, addresses = configuration.ready_line(sftp="sftp://provider@127.0.0.1:2022/").partition(" ")

    assert word == "READY"
    assert json.loads(addresses) == {
        "site": "http://127.0.0.1:4321",
        "api": "http://127.0.0.1:8010/api/v1",
        "admin": "http://127.0.0.1:8010/admin",
        "sftp": "sftp://provider@127.0.0.1:2022/",
        "state": "/srv/demo",
    }


@pytest.mark.parametrize("value", ["0", "65536", "eighty", "-1", "٨٠"])
def test_what_is_no_port_is_refused_by_name(value: str) -> None:
    with pytest.raises(DemoError, match=f"SFTP_PORT must be a port number from 1 to 65535, not '{value}'"):
        Configuration.read({"SFTP_PORT": value})


def test_a_state_directory_with_too_long_a_path_is_refused() -> None:
    with pytest.raises(DemoError, match="choose a shorter path"):
        Configuration.read({"STATE_DIR": "/srv" + "/directory" * 100})


def test_a_taken_port_is_named_together_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        configuration = Configuration(state=Path("/srv"), frontend_port=port)

        with pytest.raises(DemoError, match=rf"port {port} is in use.*FRONTEND_PORT=\d+ make demo"):
            configuration.refuse_taken_ports()


def test_one_port_for_two_servers_is_refused() -> None:
    with pytest.raises(DemoError, match="the ports must differ"):
        Configuration(state=Path("/srv"), backend_port=8000, frontend_port=8000).refuse_taken_ports()
