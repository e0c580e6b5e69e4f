"""What is shipped may be shipped: each package's licence is known and goes together with ours."""

import re

from infra.licences import REPORT, npm_packages, pinned

MAY_BE_SHIPPED = {
    "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Python-2.0",
}  # fmt: skip
ROW = re.compile(r"^\| (\S+) \| (\S+) \| (.*?) \|$", re.MULTILINE)


def test_the_report_names_every_package_of_the_locks_in_its_version() -> None:
    reported = {(name, version) for name, version, _ in ROW.findall(REPORT.read_text())}

    locked = {*pinned("requirements-dev.txt"), *((one.name, one.version) for one in npm_packages())}

    assert locked - reported == set(), "make licences"
    assert reported - locked - {("package", "version")} == set(), "make licences"


def test_every_shipped_package_comes_under_a_licence_that_goes_together_with_ours() -> None:
    sections = re.findall(r"### Shipped: .*?\n\n(.*?)(?=\n\n|\Z)", REPORT.read_text(), re.DOTALL)

    shipped = [row for section in sections for row in ROW.findall(section) if row[0] != "package"]

    assert len(sections) == 2
    assert len(shipped) > 50
    assert [row for row in shipped if not _goes(row[2])] == []


def _goes(licence: str) -> bool:
    """Whether one of the licences to choose from does, or all that hold together."""
    choices = licence.strip("()").split(" OR ")
    return any(all(part.strip("()") in MAY_BE_SHIPPED for part in choice.split(" AND ")) for choice in choices)
