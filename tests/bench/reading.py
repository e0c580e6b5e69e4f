"""`python -m tests.bench.reading DIRECTORY`: the least that any reader must do, in a process that does nothing else."""

import sys
import time
from hashlib import sha256
from pathlib import Path

import msgspec

ROUNDS = 3


def read_once(directory: Path) -> float:
    """Seconds to read, hash and decode the three files."""
    began = time.perf_counter()
    for name in ("index.json", "document.json", "deauthorised.json"):
        content = (directory / name).read_bytes()
        sha256(content).hexdigest()
        msgspec.json.decode(content)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(f"{min(read_once(Path(sys.argv[1])) for _ in range(ROUNDS))}\n")
