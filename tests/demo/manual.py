"""The manuals' steps, read as they are written: who does what, what is seen then, and who is told by mail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MANUALS = Path(__file__).parents[2] / "docs" / "manual"
COLUMNS = ("", "who", "do", "you see", "who is told")
PEOPLE_ONLY = ("Agree", "Ask", "Call", "Compare", "Decide", "Mind", "Read", "Tell", "Wait")
_QUOTED = r"“([^”]+)”"
_NAME = r"\*([^*]+)\*"
_CODE = r"`([^`]+)`"
FORMS = {
    "open": rf"Open {_NAME}",
    "open_line": rf"Open the line {_QUOTED}",
    "open_first": r"Open the first line",
    "press": rf"Press {_NAME}",
    "press_beside": rf"Press {_NAME} beside {_NAME}",
    "tick": rf"Tick {_NAME}",
    "write": rf"Write {_QUOTED} into {_NAME}",
    "pick": rf"Choose {_QUOTED} at {_NAME}",
    "day": rf"Give the day {_QUOTED} at {_NAME}",
    "attach": rf"Attach the PDF at {_NAME}",
    "follow": rf"Follow the link in the mail {_QUOTED}",
    "run": rf"Run {_CODE}",
    "visit": rf"Visit {_CODE}",
}


@dataclass(frozen=True)
class Act:
    """One thing that is done: its form, and the names, texts or command of the sentence."""

    form: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One row of a manual's table."""

    place: str
    who: str
    acts: tuple[Act, ...]
    shown: tuple[str, ...]
    printed: tuple[str, ...]
    codes: frozenset[int]
    mails: tuple[tuple[str, str], ...]


def procedures(page: str) -> dict[str, list[Step]]:
    """The tables of steps of one page, by the heading above each."""
    found: dict[str, list[Step]] = {}
    for heading, body in _sections((MANUALS / page).read_text()):
        if rows := list(_rows(body)):
            found[heading] = [_step(f"{page}, {heading}, step {row[0]}", row) for row in rows]
    return found


def _sections(text: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^#{2,4} (.+)$", text, flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _rows(body: str) -> Iterator[tuple[str, ...]]:
    inside = False
    for line in body.splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|")) if line.startswith("|") else ()
        inside = bool(cells) and (inside or cells == COLUMNS)
        if inside and cells != COLUMNS and set("".join(cells)) != {"-"}:
            yield cells


def _step(place: str, row: tuple[str, ...]) -> Step:
    assert len(row) == len(COLUMNS), f"{place}: {len(row)} cells"
    _, who, do, see, told = row
    acts = tuple(act for sentence in _sentences(do) if (act := _act(place, sentence)))
    codes = re.search(r"exit code (\d+(?:, \d+)*(?: or \d+)?)", see)
    mails = tuple((role, subject) for roles, subject in _mails(told) for role in roles)
    return Step(
        place,
        who,
        acts,
        tuple(re.findall(_NAME, see)),
        tuple(re.findall(_CODE, see)),
        frozenset(map(int, re.findall(r"\d+", codes[1]))) if codes else frozenset({0}),
        mails,
    )


def _sentences(text: str) -> Iterator[str]:
    """Split at full stops that stand outside of quotes, names and commands."""
    start, closing = 0, ""
    for place, letter in enumerate(text):
        if closing:
            closing = "" if letter == closing else closing
        elif letter in "“*`":
            closing = letter.replace("“", "”")
        elif letter == "." and text[place + 1 : place + 2] in ("", " "):
            yield text[start:place].strip()
            start = place + 1
    if rest := text[start:].strip():
        yield rest


def _act(place: str, sentence: str) -> Act | None:
    for form, pattern in FORMS.items():
        if found := re.fullmatch(pattern, sentence):
            return Act(form, found.groups())
    assert sentence.split(maxsplit=1)[0].rstrip(",:") in PEOPLE_ONLY, f"{place}: no test can do “{sentence}”"
    return None


def _mails(told: str) -> Iterator[tuple[list[str], str]]:
    for roles, subject in re.findall(rf"([^;]+?), by mail {_QUOTED}", told):
        yield [role.strip() for role in roles.split(" and ")], subject
