"""The server of the back end: `python -m cms.server` takes what `granian` takes, and loads the application first.

Its workers are forked from a process that has all of it in memory, and share what none of them changes.
"""

import gc

from granian.cli import entrypoint


def main() -> None:
    """Load the application, leave what is there out of collecting garbage, which would write to it, and serve."""
    import cms.wsgi  # noqa: F401 - granian finds it in its place, in every worker

    gc.collect()
    gc.freeze()
    entrypoint()  # type: ignore[no-untyped-call] # it takes what the command line says


if __name__ == "__main__":
    main()
