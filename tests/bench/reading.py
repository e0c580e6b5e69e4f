"""`python -m tests.bench.reading DIRECTORY`: the least that any reader must do, in a process that does nothing else."""

import sys
import time
from hashlib import sha256
from pathlib import Path

import msgspec

ROUNDS = 3


def read_once(directory: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor to read, hash and decode the three files."""
    began, spent = time.perf_counter(), time.process_time()
    for name in ("index.json", "document.json", "deauthorised.json"):
        content = (directory / name).read_bytes()
        sha256(content).hexdigest()
        msgspec.json.decode(content)
    return time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    rounds = [read_once(Path(sys.argv[1])) for _ in range(ROUNDS)]
    sys.stdout.write(" ".join(str(min(seconds)) for seconds in zip(*rounds, strict=True)))
