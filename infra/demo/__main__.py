"""`python -m infra.demo`: what `make demo` runs."""

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
    """Run the demo; 0 when it was asked to end, 1 when it could not go on."""
    if "--end-with-parent" in arguments:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
