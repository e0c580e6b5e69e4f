"""A list that everybody asks for, through nginx' store, beside the same bytes as a file of nginx."""

from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

from infra.parts.nginx import Nginx, find_nginx
from infra.parts.part import start
from infra.parts.ports import free_ports
from tests.bench.api import spent
from tests.bench.api.servers import Running
from tests.bench.report import say

LIST, FILE = "/api/v1/funds/", "/maintenance.html"
TIMES, ROUNDS, TARGET = 3000, 5, 0.5


def measure(own: Running, postgres: int, state: Path) -> None:
    """Print what both cost in CPU of nginx, the product and PostgreSQL together."""
    program = find_nginx()
    if program is None:
        say("\nNo nginx here: hot lists aren't measured.")
        return
    state.chmod(0o755)
    files = state / "files"
    files.mkdir()
    port, site_port = free_ports(2)
    nginx = Nginx(
        program=program,
        directory=state / "nginx",
        port=port,
        back_end=own.port,
        site_port=site_port,
        site=own.port,
        maintenance=files,
    )
    with ExitStack() as stack:
        process = start(nginx, state=state)
        stack.callback(process.stop)
        with urlopen(f"http://127.0.0.1:{own.port}{LIST}") as answer:
            (files / FILE.removeprefix("/")).write_bytes(answer.read())
        proxies = {
            FILE: Running(port=site_port, pid=process.popen.pid),
            LIST: Running(port=port, pid=process.popen.pid),
        }
        _tell(proxies, [process.popen.pid, own.pid, postgres])


def _tell(proxies: dict[str, Running], everybody: list[int]) -> None:
    costs: dict[str, list[float]] = {FILE: [], LIST: []}
    for _ in range(ROUNDS):
        for address, found in costs.items():
            proxy = proxies[address]
            proxy.ask(cycle([address]), 20)
            before = spent.cpu(everybody)
            proxy.ask(cycle([address]), TIMES)
            found.append((spent.cpu(everybody) - before) / TIMES * 1000)
    file, kept = (sorted(costs[address])[ROUNDS // 2] for address in (FILE, LIST))
    say("\n| a list that everybody asks for | ms of CPU | ratio | target |\n|---|---|---|---|")
    say(f"| the same bytes as a file of nginx | {file:.4f} | | |")
    say(f"| through nginx' store: file / this | {kept:.4f} | {file / kept:.2f} | {TARGET} |")
