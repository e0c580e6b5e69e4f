"""What a virus scanner says of bytes, over a real connection; no answer is no verdict."""

from collections.abc import Iterator
from io import BytesIO

import pytest

from fundfeed.adapters.scanner import PIECE, ScannerSilentError, is_there, scan
from tests.factories.clamd import INFECTED, SIGNATURE, Clamd, clamd


@pytest.fixture
def scanner() -> Iterator[Clamd]:
    with clamd() as server:
        yield server


@pytest.mark.parametrize("size", [0, 1, PIECE, 3 * PIECE + 1])
def test_every_byte_reaches_it_and_what_it_does_not_know_is_clean(scanner: Clamd, size: int) -> None:
    signature = scan(BytesIO(b"x" * size), address=scanner.address)

    assert (signature, scanner.scanned) == ("", [size])


def test_what_it_knows_is_called_by_its_signature_even_across_two_pieces(scanner: Clamd) -> None:
    content = b"x" * (PIECE - 5) + INFECTED

    assert scan(BytesIO(content), address=scanner.address) == SIGNATURE


@pytest.mark.parametrize("said", ["INSTREAM size limit exceeded. ERROR", "stream: No such file. ERROR", "\0", "OK"])
def test_anything_but_a_verdict_is_silence(scanner: Clamd, said: str) -> None:
    scanner.verdict = said

    with pytest.raises(ScannerSilentError, match="no verdict"):
        scan(BytesIO(b"x"), address=scanner.address)


def test_nobody_there_is_silence_and_is_said_so(scanner: Clamd) -> None:
    nowhere = "tcp://127.0.0.1:1"

    with pytest.raises(ScannerSilentError, match="doesn't answer"):
        scan(BytesIO(b"x"), address=nowhere)
    assert not is_there(address=nowhere)
    assert is_there(address=scanner.address)
