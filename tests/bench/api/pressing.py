"""Asking as fast as a server answers, by `wrk`: a client in Python is slower, and lets it fall asleep in between."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

CONNECTIONS: Final = 8
SECONDS: Final = 2
ANSWERED: Final = re.compile(r"answered (\d+), refused (\d+)")
ROUND_AND_ROUND: Final = """
    local addresses, place = {{}}, 0
    for line in io.lines("{file}") do addresses[#addresses + 1] = line end
    function request()
        place = place % #addresses + 1
        return wrk.format("GET", addresses[place], {headers})
    end
    function done(summary)
        io.write("answered " .. summary.requests .. ", refused " .. summary.errors.status .. "\\n")
    end
"""


def find_wrk() -> str | None:
    """The program, if it is installed (Debian's package `wrk`)."""
    return shutil.which("wrk")


def press(program: str, port: int, addresses: Sequence[str], headers: Mapping[str, str]) -> int:
    """Ask these addresses in turn over connections that last, for some seconds; returns how many were answered.

    Raises `RuntimeError` when an answer wasn't a good one.
    """
    with tempfile.TemporaryDirectory() as directory:
        file, script = Path(directory) / "addresses", Path(directory) / "asking.lua"
        file.write_text("\n".join(addresses))
        script.write_text(ROUND_AND_ROUND.format(file=file, headers=_table(headers)))
        options = ("--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s")
        command = [program, *options, "--script", str(script), f"http://127.0.0.1:{port}"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = ANSWERED.search(said)
    if found is None or int(found[2]) or not int(found[1]):
        raise RuntimeError(f"not every answer was a good one: {said}")
    return int(found[1])


def _table(headers: Mapping[str, str]) -> str:
    """The headers as Lua writes them; JSON's strings are Lua's as long as they are ASCII."""
    return "{" + ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items()) + "}"
