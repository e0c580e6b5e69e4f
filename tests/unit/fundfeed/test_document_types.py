"""Which documents one delivery may hold, by the types that were in use when its run began."""

import re
from pathlib import Path

import msgspec
import pytest

from fundfeed.records.document_types import BUILT_IN, OF_THE_CONTRACT, AcceptedTypes, DocumentTypeList
from fundfeed.stages.rules import document_breaches
from fundfeed.stages.types_file import UnusableTypes, types_in
from tests.factories.records import document, read_document

CONTRACT = Path(__file__).parents[3] / "docs" / "feed" / "contract.md"
RETIRED = msgspec.structs.replace(BUILT_IN[2], is_retired=True)


def test_the_built_in_types_are_those_of_the_published_contract() -> None:
    section = CONTRACT.read_text().partition("## 7.")[2].partition("## 8.")[0]

    assert re.findall(r"(?:^|· )([A-Z]{2,3}) ", section, re.MULTILINE) == list(OF_THE_CONTRACT.codes)


def test_names_and_order_do_not_change_how_documents_are_judged() -> None:
    renamed = [msgspec.structs.replace(one, name=BUILT_IN[0].name) for one in reversed(BUILT_IN)]

    assert AcceptedTypes.among(renamed).identity == OF_THE_CONTRACT.identity
    assert AcceptedTypes.among(BUILT_IN[1:]).identity != OF_THE_CONTRACT.identity


def test_a_reading_is_another_one_with_other_types_or_other_words() -> None:
    fewer = AcceptedTypes.among(BUILT_IN[1:])

    readings = {types.read_with(words) for types in (OF_THE_CONTRACT, fewer) for words in ("these", "those")}

    assert len(readings) == 4


def test_a_retired_type_takes_corrections_of_its_documents_and_no_new_ones() -> None:
    types = AcceptedTypes.among([RETIRED], [("DOC-1", RETIRED.code)])
    new = read_document(document(2, documentType=RETIRED.code))

    assert types.codes == ()
    assert types.take("DOC-1", RETIRED.code)
    assert not types.take("DOC-1", "PR")
    assert [breach.code for breach in document_breaches(new, types)] == ["document.type"]


def test_a_file_of_types_is_what_the_api_answers(tmp_path: Path) -> None:
    file = tmp_path / "types.json"
    file.write_bytes(msgspec.json.encode(DocumentTypeList(results=(*BUILT_IN[:2], RETIRED))))

    assert types_in(file).codes == ("PR", "SUP")


@pytest.mark.parametrize("content", [b"", b"[]", b'{"results":[{"code":"pr"}]}', b"\xff", b"[" * 20_000])
def test_a_file_that_says_something_else_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "types.json"
    file.write_bytes(content)

    with pytest.raises(UnusableTypes, match=r"types\.json is no answer of"):
        types_in(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableTypes, match=r"missing\.json can't be read"):
        types_in(tmp_path / "missing.json")
