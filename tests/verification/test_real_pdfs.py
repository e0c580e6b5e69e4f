"""Every real bad PDF has its place: in the corpus when it must be held, here when it is odd but opens."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.ledger import verified_entries
from tests.factories.public_answers import body_of
from tests.factories.site import open_site
from tests.verification.corpus import CORPUS
from tests.verification.corpus.documents import replacing
from tests.verification.corpus.real_pdfs import HELD_BACK, ODD, PLACE, content
from tests.verification.days import first_day


def test_none_of_them_is_left_out() -> None:
    assert {path.stem for path in PLACE.glob("*.pdf")} == {*HELD_BACK, *ODD}
    assert {f"pdf_{name}" for name in HELD_BACK} <= CORPUS.keys()


@pytest.mark.parametrize("name", ODD)
def test_one_that_is_odd_but_opens_is_published_byte_for_byte(
    name: str, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(first_day())
    replacing(lambda: content(name))(site)

    report = site.sync()

    assert report.outcome == "applied"
    assert {finding["code"] for finding in report.findings} == {"document.orphan"}  # the file that it replaced
    served = Client().get(f"/api/v1/documents/{sha256(content(name)).hexdigest()}.pdf")
    assert body_of(served) == content(name)
    verified_entries()
