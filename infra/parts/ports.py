"""Ports on the loopback address."""

import json
import socket
from pathlib import Path

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could bind the port now (a connection of a server just ended does not count)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether a server accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((HOST, port)) == 0


def free_ports(count: int) -> list[int]:
    """Ports that nothing uses, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((HOST, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def remembered_ports(memory: Path, names: tuple[str, ...]) -> dict[str, int]:
    """A port for each name: the one that the file remembers if it is still free, else a new one."""
    try:
        known = json.loads(memory.read_text())
    except (OSError, ValueError):
        known = {}
    fresh = dict(zip(names, free_ports(len(names)), strict=True))
    ports = {name: known[name] if name in known and is_free(known[name]) else fresh[name] for name in names}
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(ports))
    return ports
