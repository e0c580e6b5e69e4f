"""Whether to try everything (`make torture`) or as much as fits into every `make test`."""

import os


def is_long() -> bool:
    """Whether `TORTURE` asks for the long form."""
    return os.environ.get("TORTURE", "") not in ("", "0")
