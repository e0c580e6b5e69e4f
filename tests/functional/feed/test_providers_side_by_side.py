"""Two providers, each with a site, host key, credentials, hour, mapping and policy of its own."""

from collections.abc import Iterator
from datetime import time, timedelta
from hashlib import md5
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fundfeed.models import Provider
from fundfeed.services import ensure_provider, map_names, providers_due
from infra.deliveries import Delivery, small_delivery, write_delivery
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.sftp import SftpSandbox
from tests.factories.public_answers import fund_ids, get
from tests.factories.site import Site

OWN_NAMES = {"names": {"house": "manCo"}}


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpSandbox]:
    """The second provider's SFTP site, with another host key and another client key."""
    state = tmp_path_factory.mktemp("other-sftp")
    sandbox = SftpSandbox(files=state / "files", keys=state / "keys", port=free_ports(1)[0])
    with running(sandbox, state=state):
        yield sandbox


def of_another_house() -> Delivery:
    """Funds of other ids and ISINs, in names of their own."""
    delivery = small_delivery()
    delivery.index["funds"] = delivery.funds[2:]
    (fund,) = delivery.funds
    fund["fundId"] = "OTH00001"
    fund["house"] = fund.pop("manCo")
    fund["shareClasses"] = fund["shareClasses"][:1]
    fund["shareClasses"][0]["isin"] = "IE00B4L5Y983"
    delivery.documents["documents"] = []
    delivery.recount()
    return delivery


def weakly_checked(directory: Path) -> None:
    content = (directory / "index.json").read_bytes()
    (directory / "index.json.check").write_text(md5(content, usedforsecurity=False).hexdigest())


@pytest.fixture
def other(site: Site, other_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The second provider: an hour, a policy and names of its own, and its key in the environment itself."""
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_OTHER_HOUSE", other_server.private_key_file.read_text())
    call_command(
        "ensure_provider",
        "OTHER-HOUSE",
        name="Other House",
        source=other_server.url,
        host_key=other_server.host_key,
        expected_at=time(8),
        cut_off=time(10, 30),
        time_zone="Europe/Dublin",
        accepts_weak_digests=True,
        stdout=StringIO(),
    )
    provider = Provider.objects.get(code="OTHER-HOUSE")
    map_names(provider=provider, mapping=OWN_NAMES, by="maker", approved_by="checker", reason="Their own names")
    write_delivery(other_server.files, of_another_house())
    weakly_checked(other_server.files)
    return Site(other_server.files, provider, now=site.now)


@pytest.fixture
def first(site: Site, sftp_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The first provider, whose key lies in a file."""
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE_DEMO", str(sftp_server.private_key_file))
    site.provider = ensure_provider(
        code="DEMO", name="Demo", source_url=sftp_server.url, host_keys=sftp_server.host_key
    )
    write_delivery(sftp_server.files, small_delivery())
    return site


def test_each_provider_is_fetched_with_its_own_key_and_read_in_its_own_words(first: Site, other: Site) -> None:
    reports = [one.sync(from_its_own_source=True) for one in (first, other)]

    assert [(report.outcome, report.codes) for report in reports] == [("applied", []), ("applied", ["check.weak"])]
    assert sorted(fund_ids()) == ["DEM00001", "DEM00002", "DEM00003", "OTH00001"]
    assert get("/funds/OTH00001/")["publication"]["provider"] == "OTHER-HOUSE"
    assert get("/funds/OTH00001/")["manCo"] == get("/funds/DEM00003/")["manCo"]


def test_what_one_may_do_the_other_may_not(first: Site, other: Site, sftp_server: SftpSandbox) -> None:
    weakly_checked(sftp_server.files)

    reports = [one.sync(from_its_own_source=True) for one in (first, other)]

    assert [report.outcome for report in reports] == ["halted: unreadable", "applied"]
    assert fund_ids() == ["OTH00001"]


def test_one_provider_s_key_and_host_key_open_no_other_site(
    first: Site, other: Site, sftp_server: SftpSandbox, other_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FEED_SFTP_PRIVATE_KEY_OTHER_HOUSE")
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE_OTHER_HOUSE", str(sftp_server.private_key_file))

    wrong_key, wrong_site = other.sync(from_its_own_source=True), first.sync(source=other_server.url)

    assert (wrong_key.codes, wrong_site.codes) == (["source.authentication"], ["source.host_key"])


def test_each_provider_has_its_own_hour(first: Site, other: Site) -> None:
    for one in (first, other):
        one.sync(from_its_own_source=True)
    assert providers_due() == []

    first.now = first.now.replace(hour=6, minute=30) + timedelta(days=1)
    assert providers_due() == [first.provider]

    first.now = first.now.replace(hour=17)
    assert providers_due() == [first.provider, other.provider]


def test_a_second_provider_can_t_take_the_funds_of_the_first(first: Site, other: Site) -> None:
    first.sync(from_its_own_source=True)
    before = get("/funds/DEM00001/")
    delivery = of_another_house()
    delivery.funds[0]["fundId"] = "DEM00001"
    write_delivery(other.directory, delivery)

    report = other.sync(from_its_own_source=True)

    assert (report.outcome, report.codes) == ("applied", ["fund.foreign"])
    assert get("/funds/DEM00001/") == before


def test_no_secret_is_stored(first: Site, other: Site) -> None:
    other.sync(from_its_own_source=True)

    kept = repr(list(Provider.objects.values())) + repr(list(other.provider.runs.values()))

    assert "PRIVATE KEY" not in kept


@pytest.mark.django_db
def test_a_password_in_the_address_is_refused() -> None:
    with pytest.raises(CommandError, match="A password doesn't belong"):
        call_command("ensure_provider", "DEMO", name="Demo", source="sftp://me:secret@127.0.0.1/")

    assert not Provider.objects.exists()
