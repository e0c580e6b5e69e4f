"""`python -m infra.advisories`: asks those who know whether anything that is locked has a known weakness.

pip-audit asks OSV about Python's packages, npm asks its registry about what the front end ships, and Trivy, which is
installed apart, looks into images where they are named. What they say is written to build/advisories.json, which the
product shows when `ADVISORIES_REPORT` names it. Who isn't answered writes nothing: the report grows old, and the
dashboard says so.

Ends with 0 when nothing is known, 1 when something is, 2 when somebody couldn't be asked.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from infra.parts.node import find_node

ROOT: Final = Path(__file__).parents[1]
REPORT: Final = ROOT / "build" / "advisories.json"
FINDS: Final = (0, 1)  # how both programs end when they were answered


class Advisory(NamedTuple):
    """A known weakness of a locked package in these versions, and a version without it, if one is known."""

    package: str
    versions: str
    advisory: str
    mended_in: str


class NotAnsweredError(Exception):
    """Who was asked said nothing that can be read."""


def main(arguments: list[str]) -> int:
    """Ask, write the report, print what is known."""
    asked = _asked(arguments)
    try:
        answers = [of_python(asked.osv_url), of_npm(asked.npm_registry), *map(of_image, asked.image)]
    except NotAnsweredError as error:
        sys.stderr.write(f"advisories: nobody could be asked about everything: {error}\n")
        return 2
    packages, found = sum(count for count, _ in answers), [one for _, known in answers for one in known]
    write(asked.report, packages=packages, found=found, at=datetime.now(UTC))
    sys.stdout.writelines(
        f"{one.package} {one.versions}: {one.advisory}, mended in {one.mended_in or 'no version yet'}\n"
        for one in found
    )
    sys.stdout.write(f"{len(found)} known weaknesses of {packages} packages\n")
    return min(len(found), 1)


def write(report: Path, *, packages: int, found: Iterable[Advisory], at: datetime) -> None:
    """The report: when somebody was asked, about how many packages, and what is known of them."""
    report.parent.mkdir(parents=True, exist_ok=True)
    advisories = [
        {"package": one.package, "versions": one.versions, "advisory": one.advisory, "mendedIn": one.mended_in}
        for one in found
    ]
    told = {"askedAt": at.isoformat(), "packages": packages, "advisories": advisories}
    part = report.with_suffix(".part")
    part.write_text(json.dumps(told, indent=2) + "\n")
    part.replace(report)


def of_python(osv_url: str | None) -> tuple[int, list[Advisory]]:
    """How many packages the back end's lock names, and what OSV knows of them."""
    lock = ["--requirement", str(ROOT / "requirements.txt"), "--require-hashes", "--disable-pip"]
    service = ["--vulnerability-service", "osv", *(("--osv-url", osv_url) if osv_url else ())]
    said = _said([sys.executable, "-m", "pip_audit", *lock, *service, "--format", "json", "--progress-spinner", "off"])
    packages = said.get("dependencies", [])
    if skipped := [one["name"] for one in packages if "skip_reason" in one]:
        raise NotAnsweredError(f"nothing was said of {', '.join(skipped)}")
    return len(packages), [
        Advisory(one["name"], one["version"], weakness["id"], ", ".join(weakness["fix_versions"]))
        for one in packages
        for weakness in one["vulns"]
    ]


def of_npm(registry: str | None) -> tuple[int, list[Advisory]]:
    """How many packages the site is made of, and what npm's registry knows of them."""
    node = find_node(ROOT / ".node" / "bin")
    at = ("--registry", registry) if registry else ()
    words = [str(node.shims / "npm"), "audit", "--package-lock-only", "--omit=dev", "--json", *at]
    said = _said(words, environment=node.environment)
    if "vulnerabilities" not in said:
        raise NotAnsweredError(f"npm: {said.get('message') or said.get('error')}")
    return said["metadata"]["dependencies"]["prod"], list(_npm_advisories(said["vulnerabilities"]))


def of_image(name: str) -> tuple[int, list[Advisory]]:
    """How many packages an image holds, ours and its system's, and what Trivy knows of them."""
    said = _said(["trivy", "image", "--quiet", "--list-all-pkgs", "--format", "json", name])
    results = said.get("Results", [])
    return sum(len(one.get("Packages", ())) for one in results), [
        Advisory(weak["PkgName"], weak["InstalledVersion"], weak["VulnerabilityID"], weak.get("FixedVersion", ""))
        for one in results
        for weak in one.get("Vulnerabilities", ())
    ]


def _npm_advisories(vulnerabilities: Mapping[str, Any]) -> Iterator[Advisory]:
    """Each weakness where it is; what only depends on the weak package isn't told again."""
    for name, one in vulnerabilities.items():
        for weakness in one["via"]:
            if isinstance(weakness, dict):
                fix = one["fixAvailable"]
                mended = fix["version"] if isinstance(fix, dict) else "a newer version" if fix else ""
                yield Advisory(name, weakness["range"], weakness["url"].rpartition("/")[2], mended)


def _said(words: list[str], *, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a program says as JSON; raises `NotAnsweredError` when it says anything else."""
    everything = os.environ | (environment or {})
    try:
        run = subprocess.run(words, cwd=ROOT / "frontend", env=everything, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise NotAnsweredError(f"{words[0]} is not installed") from None
    try:
        said = json.loads(run.stdout)
    except ValueError:
        said = None
    if run.returncode not in FINDS or not isinstance(said, dict):
        raise NotAnsweredError((run.stderr or run.stdout).strip()[-500:])
    return said


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.advisories", description="Ask for known weaknesses.")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the answer is written")
    parser.add_argument("--image", action="append", default=[], help="an image to look into, as often as there are")
    parser.add_argument("--osv-url", help="another service that speaks OSV's language, a mirror of your own say")
    parser.add_argument("--npm-registry", help="another registry than npm's setting names")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
