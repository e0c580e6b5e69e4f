"""`python -m infra.demo`: what `make demo` runs."""

import argparse
import os
import sys

from infra.parts.errors import PartError
from infra.parts.tether import tether

from .claim import claimed
from .configuration import Configuration
from .errors import Asked, DemoError
from .progress import Progress
from .run import run


def main(arguments: list[str]) -> int:
    """Run the demo; 0 when it was asked to end, 1 when it could not go on, 2 when it was called with something else."""
    if _understood(arguments).end_with_parent:
        tether(to=os.getppid())
    progress = Progress()
    try:
        configuration = Configuration.read()
        with claimed(configuration.state):
            run(configuration, progress=progress)
    except (DemoError, PartError) as error:
        print(f"demo: {error}", file=sys.stderr, flush=True)
        return 1
    except (Asked, KeyboardInterrupt):
        return 0
    return 0


def _understood(arguments: list[str]) -> argparse.Namespace:
    told = "Start everything on this machine with sample data. Ctrl-C ends it."
    parser = argparse.ArgumentParser(prog="python -m infra.demo", description=told)
    parser.add_argument("--end-with-parent", action="store_true", help="end when the program that started it ends")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
