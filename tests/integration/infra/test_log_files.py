"""What turns, keeps and ships log lines is well formed, and speaks of files that are written."""

import re
from configparser import ConfigParser
from pathlib import Path

import yaml

LOGS = Path(__file__).parents[3] / "infra" / "logs"
WRITTEN = {
    "/var/log/fund-repository/security.log",
    "/var/log/fund-repository/back-end.log",
    "/var/log/fund-repository/site.log",
    "/var/log/nginx/fund-repository.log",
}


def blocks() -> dict[str, list[str]]:
    """The directives of logrotate's file, by the file that they are about."""
    text = re.sub(r"#.*", "", (LOGS / "logrotate.conf").read_text())
    return {name: body.split("\n") for name, body in re.findall(r"^(/\S+) \{\n(.*?)^\}", text, re.M | re.S)}


def test_what_is_turned_is_kept_for_a_limited_time_and_read_by_few() -> None:
    found = {name: {word for line in body if (word := line.strip())} for name, body in blocks().items()}

    assert set(found) == WRITTEN
    assert {"rotate 400", "maxage 400"} <= found["/var/log/fund-repository/security.log"]
    assert {"rotate 30", "maxage 30"} <= found["/var/log/nginx/fund-repository.log"]
    assert all({"daily", "compress"} <= words and any("0640" in word for word in words) for words in found.values())


def test_the_journal_has_a_limit_in_time_and_in_size() -> None:
    read = ConfigParser()
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(LOGS / "journald.conf")

    assert {"MaxRetentionSec": "30day", "SystemMaxUse": "10G"}.items() <= dict(read["Journal"]).items()


def test_lines_are_shipped_over_tls_without_loss_and_security_events_apart() -> None:
    said = yaml.safe_load((LOGS / "fluent-bit.yaml").read_text())
    pipeline = said["pipeline"]

    read = {path for one in pipeline["inputs"] for path in one["path"].split(",")}
    assert read == WRITTEN
    assert {one["parser"] for one in pipeline["inputs"]} == {one["name"] for one in said["parsers"]}
    assert {one["match"] for one in pipeline["outputs"]} == {one["tag"] for one in pipeline["inputs"]}
    assert all(one["tls"] and one["tls.verify"] for one in pipeline["outputs"])
    assert all(one["http_passwd"] == "${SEARCH_PASSWORD}" for one in pipeline["outputs"])
    assert "/var/log/fund-repository/security.log" in {one["path"] for one in pipeline["inputs"]}
