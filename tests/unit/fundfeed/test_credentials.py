"""Each provider's secrets come from the environment or from a file that it names; a provider's own go first."""

from pathlib import Path

import pytest

from fundfeed.adapters.credentials import Credentials, credentials_for


def test_everybody_s_credentials_are_used_for_a_provider_without_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PASSWORD", "for everybody")

    assert credentials_for("DEMO", prefix="SITE") == Credentials(password="for everybody")


def test_of_a_provider_with_its_own_only_those_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PRIVATE_KEY_FILE", "/keys/everybody")
    monkeypatch.setenv("SITE_PASSWORD_FUND_HOUSE", "its own")

    assert credentials_for("FUND-HOUSE", prefix="SITE") == Credentials(password="its own")


@pytest.mark.parametrize(
    ("kind", "field"),
    [("PRIVATE_KEY", "private_key"), ("PRIVATE_KEY_FILE", "private_key_file"), ("PASSWORD", "password")],
)
def test_every_kind_may_be_a_provider_s_own(monkeypatch: pytest.MonkeyPatch, kind: str, field: str) -> None:
    monkeypatch.setenv(f"SITE_{kind}_DEMO", "secret")

    assert credentials_for("DEMO", prefix="SITE") == Credentials(**{field: "secret"})


def test_a_password_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("kept in a file\n")
    monkeypatch.setenv("SITE_PASSWORD_FILE_DEMO", str(tmp_path / "password"))
    monkeypatch.setenv("SITE_PASSWORD", "for everybody")

    assert credentials_for("DEMO", prefix="SITE").secret() == "kept in a file"


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(Credentials(password="secret"))
