"""Each line as one object in the names of the Elastic Common Schema; what is ours alone stands below `fundrepo.`."""

import re
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any, Final

from .known import RUN, user_id
from .scrub import HIDDEN, SECRET, UNTOLD, clean

VERSION: Final = "8.11.0"
APPLICATION: Final = "application"
NAMES: Final = {
    "level": "log.level",
    "logger": "log.logger",
    "exception": "error.stack_trace",
    "error": "error.message",
    "error_type": "error.type",
    RUN: "fundrepo.run",
}
FIRST: Final = ("@timestamp", "log.level", "message", "ecs.version", "service.name", "event.dataset")
_CODE: Final = re.compile(r"[a-z_]+(\.[a-z_]+)+")
Line = MutableMapping[str, Any]


def service_of(arguments: Sequence[str]) -> str:
    """Which of our programs runs by this command line."""
    words = set(arguments[1:])
    if "beat" in words or "lead_schedule" in words:
        return "beat"
    if "worker" in words:
        return "worker"
    return "command" if arguments and arguments[0].endswith("manage.py") else "back-end"


SERVICE: Final = service_of(sys.argv)


def kind_of_error(_logger: object, _method: str, line: Line) -> Line:
    """The class of an exception, before its trace becomes text."""
    told = line.get("exc_info")
    error = told if isinstance(told, BaseException) else (told[1] if isinstance(told, tuple) else sys.exc_info()[1])
    if told and error is not None:
        line["error_type"] = type(error).__name__
        line.setdefault("error", str(error))
    return line


def as_ecs(_logger: object, _method: str, line: Line) -> Line:
    """The line in its final form, clean and in a fixed order."""
    told = line.pop("event", "")
    found: Line = {"message": told, "ecs.version": VERSION, "service.name": SERVICE, "event.dataset": APPLICATION}
    if isinstance(told, str) and _CODE.fullmatch(told):
        found["event.action"] = told
    if user := user_id():
        found["user.id"] = user
    for name, value in line.items():
        if name not in UNTOLD and not name.startswith("_"):
            found[_named(name)] = HIDDEN if SECRET.search(name) else value
    ordered = [name for name in FIRST if name in found] + [name for name in found if name not in FIRST]
    return {name: clean(found[name]) for name in ordered}


def _named(name: str) -> str:
    if name in NAMES:
        return NAMES[name]
    return name if "." in name or name.startswith("@") else f"fundrepo.{name}"
