"""Which paths of the site editors may name as an old address, and as the place to which it leads."""

import pytest
from django.core.exceptions import ValidationError

from cms.content.site_paths import RESERVED, old_path, place
from tests.factories.scratch import ROOT

OFF_THE_SITE = [
    *("https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"),
    *("", "funds", "/a b", "/a/../b", "/a#b", "/%2f%2fevil.example", "/api/v1/", "/zh-hant/", "/internal/purge"),
]


@pytest.mark.parametrize("said", OFF_THE_SITE)
def test_nothing_leads_off_the_site(said: str) -> None:
    with pytest.raises(ValidationError):
        place(said)


@pytest.mark.parametrize(
    "said", ["/", "/funds/DEM00001/", "/Funds/", "/zh-hant/old/", "/old?id=1", "/a//b/", "/a/../b/", "/%2e/", "/a\\b/"]
)
def test_nothing_leads_on_from_where_nothing_of_editors_can_stand(said: str) -> None:
    with pytest.raises(ValidationError):
        old_path(said)


def test_paths_are_written_as_addresses_are() -> None:
    assert old_path(" about-us.html") == "/about-us.html/"
    assert place("/funds?assetClass=Equity ") == "/funds?assetClass=Equity"
    assert place("/") == "/"


def test_every_address_of_the_site_s_own_is_kept_for_it() -> None:
    site = ROOT / "frontend" / "src" / "pages"
    own = {entry.name.split(".")[0] for folder in (site, site / "[...locale]") for entry in folder.iterdir()}

    assert {name for name in own if name.isalpha()} - {"robots", "sitemap"} <= RESERVED
