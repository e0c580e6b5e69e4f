"""The manual is whole: every page has an owner, every link and picture is there, every step can be walked."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from cms.accounts.roles import ROLES
from tests.demo.manual import MANUALS, Step, procedures
from tests.demo.pictures import ADMIN, LARGEST_BYTES, PICTURES, SITE
from tests.demo.walking import NAMES, PARTNER, VISITOR

ROOT = MANUALS.parents[1]
PAGES = sorted(MANUALS.glob("*.md"))
MOST_PICTURES = 20
ALERTS = ROOT / "infra" / "prometheus" / "alerts.yml"


def links(text: str) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            yield target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, target: str) -> bool:
    file, _, anchor = target.partition("#")
    there = (page.parent / file).resolve() if file else page
    return there.exists() and (not anchor or anchor in anchors(there))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_page_and_a_heading(page: Path) -> None:
    assert [target for target in links(page.read_text()) if not leads_somewhere(page, target)] == []


def test_every_page_has_an_owner_and_a_day_on_which_it_is_read_again() -> None:
    rows = re.findall(
        r"^\| \[([^]]+)\]\(\1\) \| (.+) \| (.+) \| (.+) \|$", (MANUALS / "documentation.md").read_text(), re.M
    )

    assert sorted(name for name, *_ in rows) == [page.name for page in PAGES]
    for name, owner, read, due in rows:
        assert owner.strip(), name
        assert date.fromisoformat(read) < date.fromisoformat(due), name


def test_the_index_leads_to_every_page() -> None:
    index = (MANUALS / "README.md").read_text()

    shown = {target.partition("#")[0] for target in links(index)}

    assert {page.name for page in PAGES} - {"README.md"} <= shown


def test_every_picture_is_taken_by_the_script_shown_once_or_more_and_small() -> None:
    shown = {target for page in PAGES for target in re.findall(r"!\[[^]]+\]\(pictures/([^)]+)\)", page.read_text())}
    there = {path.name: path.stat().st_size for path in PICTURES.iterdir()}

    assert set(there) == {f"{name}.webp" for name in (*ADMIN, *SITE)} == shown
    assert len(there) <= MOST_PICTURES
    assert [name for name, size in there.items() if size > LARGEST_BYTES] == []


def test_every_step_of_every_procedure_has_somebody_who_can_do_it_and_something_to_check() -> None:
    steps = [step for page in PAGES for found in procedures(page.name).values() for step in found]

    assert len(steps) > 50
    assert {step.who for step in steps} <= {*NAMES, "IT operator", VISITOR, PARTNER}
    assert [step.place for step in steps if step.who == "IT operator" and not runs_only(step)] == []
    assert sum(bool(step.acts) for step in steps) > len(steps) / 2


@pytest.mark.parametrize(
    "sentence", ["Fiddle with *Feed*", "Open Feed", "Press *Approve* twice", "Run manage.py check"]
)
def test_a_sentence_that_no_test_can_do_and_no_person_is_asked_to_is_refused(sentence: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        f"## A\n\n| | who | do | you see | who is told |\n|---|---|---|---|---|\n| 1 | Auditor | {sentence} | | |\n"
    )

    with pytest.raises(AssertionError, match="no test can do"):
        procedures(str(page))


def test_a_step_says_what_is_done_what_is_seen_and_who_is_told(tmp_path: Path) -> None:
    do = "Open *Feed, Runs*. Write “A. B.” into *Why*. Call the provider. Run `manage.py a. b`"
    page = tmp_path / "page.md"
    page.write_text(
        "## A\n\n| | who | do | you see | who is told |\n|---|---|---|---|---|\n"
        f"| 1 | Auditor | {do} | exit code 1 or 2, *Halted* and `late` | Auditor and IT operator, by mail “Late” |\n"
    )

    (step,) = procedures(str(page))["A"]

    assert [(act.form, act.words) for act in step.acts] == [
        ("open", ("Feed, Runs",)),
        ("write", ("A. B.", "Why")),
        ("run", ("manage.py a. b",)),
    ]
    assert (step.shown, step.printed, step.codes) == (("Halted",), ("late",), frozenset({1, 2}))
    assert step.mails == (("Auditor", "Late"), ("IT operator", "Late"))


def runs_only(step: Step) -> bool:
    return all(act.form == "run" for act in step.acts)


def test_every_alert_has_a_first_step_of_the_role_that_it_calls() -> None:
    rules = [
        rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"] if "alert" in rule
    ]
    table = (MANUALS / "contingency.md").read_text().partition("## Alerts")[2]
    rows = {
        row[0]: row
        for line in table.splitlines()
        if len(row := tuple(map(str.strip, line.strip("| ").split("|")))) == 5
    }

    assert {rule["alert"] for rule in rules} == set(rows) - {"alert", "---"}
    for rule in rules:
        _, who, do, see, told = rows[rule["alert"]]
        assert who.lower().replace(" ", "-") == rule["labels"]["role"], rule["alert"]
        assert do
        assert see
        assert told


def test_every_role_has_a_card_of_one_page() -> None:
    cards = re.split(r"^## ", (MANUALS / "cards.md").read_text(), flags=re.MULTILINE)[1:]

    assert {card.partition("\n")[0] for card in cards} == set(ROLES)
    assert [card.partition("\n")[0] for card in cards if len(card.splitlines()) > 40] == []
