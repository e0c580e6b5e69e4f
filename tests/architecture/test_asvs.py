"""docs/security/asvs.md answers every item of the security standard's levels 1 and 2, and what it names exists."""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security" / "asvs.md"
ITEMS = Path(__file__).with_name("asvs_5_0_0.txt")  # number and level of each, as version 5.0.0 has them
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (met|part|open|operator|n/a) \| (.+?) \| (.*?) ?\|$", re.MULTILINE
)
LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)(?:#[^)]*)?\)")
PROOF_OF_A_TEST = re.compile(r"test_\w+(?!\.py)$")
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve"}


def rows() -> list[tuple[str, ...]]:
    return [match.groups() for match in ROW.finditer(PAGE.read_text())]


def test_every_item_has_its_row_in_order() -> None:
    assert [f"{number} {level}" for number, level, *_ in rows()] == ITEMS.read_text().splitlines()


def test_what_is_met_has_a_proof_and_everything_an_answer() -> None:
    without = [number for number, _, _, state, _, proof in rows() if (state == "met") and not proof]

    assert not without
    assert all(answer.strip() for *_, answer, _ in rows())


def test_every_proof_and_every_link_leads_somewhere() -> None:
    for number, *_, answer, proof in rows():
        for label, target in LINK.findall(f"{answer} {proof}"):
            path = (PAGE.parent / target).resolve()
            assert path.exists(), f"{number}: {target}"
            assert not PROOF_OF_A_TEST.match(label) or f"def {label}(" in path.read_text(), f"{number}: {label}"


def test_the_sum_is_right() -> None:
    states = Counter(state for _, _, _, state, _, _ in rows())

    said = [f"{states['met']} are met", f"{states['part']} in part", f"{states['open']} open"]
    assert f"Now {', '.join(said)}, {states['operator']} the operator's" in PAGE.read_text()


def test_no_code_and_no_command_is_made_of_data() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ("cms", "fundfeed", "api")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if _is_dangerous(node)
    ]

    assert not found


def _is_dangerous(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in RUNS_TEXT
        case ast.Call(keywords=keywords) if any(key.arg == "shell" for key in keywords):
            return True
        case ast.Call(func=ast.Attribute(attr="system" | "popen", value=ast.Name(id="os"))):
            return True
        case ast.Import(names=names):
            return any(name.name in UNSAFE_MODULES for name in names)
        case ast.ImportFrom(module=module):
            return module in UNSAFE_MODULES
    return False
