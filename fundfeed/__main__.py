"""`python -m fundfeed`: what a provider can do without a server, a database or settings."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from . import schemas
from .validator import command


def main(arguments: Namespace) -> int:
    """Run the chosen command and give its exit code."""
    if arguments.command == "schemas":
        return _write_schemas(arguments.output)
    code, told = command.answer(vars(arguments), at=datetime.now(UTC).astimezone())
    sys.stdout.write(f"{told}\n")
    return code


def read_arguments() -> Namespace:
    """The command line."""
    parser = ArgumentParser(prog="python -m fundfeed", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser(
        "validate", help="check a delivery before sending it", description=command.EXIT_CODES_HELP
    )
    command.add_arguments(checking)
    writing = commands.add_parser("schemas", help="write the JSON Schemas of the three files")
    writing.add_argument("--output", type=Path, required=True, metavar="DIRECTORY")
    return parser.parse_args()


def _write_schemas(directory: Path) -> int:
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in schemas.files().items():
        (directory / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{directory / name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(read_arguments()))
