"""The command line of the check, for `python -m fundfeed validate` and `manage.py validate_delivery` alike."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..records.document_types import OF_THE_CONTRACT
from ..stages.mapping import UnusableMapping
from ..stages.mapping_file import vocabulary_of
from ..stages.types_file import UnusableTypes, types_in
from ..stages.vocabulary import PLAIN
from .as_html import page
from .as_json import as_json
from .as_text import text
from .check import UnusablePrevious, check
from .report import Report
from .words import ending

FORMATS: Mapping[str, Callable[[Report], str]] = {"text": text, "json": as_json, "html": page}
UNEXPECTED = 1
EXIT_CODES_HELP = (
    "Exit codes: 0 acceptable or unchanged, 10 not delivered or incomplete, 20 unreadable or inconsistent, "
    "30 suspicious, 1 anything unexpected."
)


def add_arguments(parser: ArgumentParser) -> None:
    """What both commands take."""
    parser.add_argument("directory", type=Path, help="where the delivery lies")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to tell it (default: text)")
    parser.add_argument("--output", type=Path, help="file to write the report to, instead of the screen")
    parser.add_argument("--against", type=Path, metavar="DIRECTORY", help="the delivery before, to compare with")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="your own names for the contract's (docs/feed/README.md says how)"
    )
    parser.add_argument(
        "--document-types", type=Path, metavar="FILE", help="the repository's types, as /api/v1/document-types/ tells"
    )
    parser.add_argument(
        "--accept-weak-digests", action="store_true", help="MD5 and SHA-1 are agreed with the operators"
    )


def answer(options: Mapping[str, Any], *, at: datetime) -> tuple[int, str]:
    """Check as the options say; the exit code, and what to print."""
    if missing := next((one for one in (options["directory"], options["against"]) if one and not one.is_dir()), None):
        return UNEXPECTED, f"{missing} is no directory: nothing was checked."
    try:
        report = check(
            options["directory"],
            at=at,
            against=options["against"],
            accept_weak=options["accept_weak_digests"],
            words=vocabulary_of(options["mapping"]) if options["mapping"] else PLAIN,
            types=types_in(options["document_types"]) if options["document_types"] else OF_THE_CONTRACT,
        )
    except (UnusablePrevious, UnusableMapping, UnusableTypes) as error:
        return UNEXPECTED, str(error)
    told = FORMATS[options["format"]](report)
    if not options["output"]:
        return report.exit_code, told
    try:
        options["output"].write_text(f"{told}\n", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return UNEXPECTED, f"{options['output']} can't be written: {error.strerror}."
    return report.exit_code, f"{ending(report).word.upper()}: the report is in {options['output']}."
