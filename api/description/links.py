"""Which answer leads where: what a program reads in one answer and asks the next operation with."""

from typing import Any, Final

_FIRST: Final = "$response.body#/results/0/"
_IN_THE_PATH: Final = "$request.path."
_LINKS: Final[dict[str, dict[str, tuple[str, dict[str, str]]]]] = {
    "listFunds": {
        "fund": ("getFund", {"fundId": f"{_FIRST}fundId"}),
        "versions": ("listFundVersions", {"fundId": f"{_FIRST}fundId"}),
        "byIsin": ("resolve", {"id": f"{_FIRST}isins/0"}),
        "umbrella": ("getUmbrella", {"umbrellaId": f"{_FIRST}umbrella/umbrellaId"}),
    },
    "resolve": {
        "fund": ("getFund", {"fundId": f"{_FIRST}id"}),
        "documents": ("listFundDocuments", {"fundId": f"{_FIRST}id"}),
    },
    "getFund": {
        "version": (
            "getFundVersion",
            {"fundId": f"{_IN_THE_PATH}fundId", "version": "$response.body#/publication/version"},
        ),
        "provenance": ("getFundProvenance", {"fundId": f"{_IN_THE_PATH}fundId"}),
        "figures": ("getFundFigures", {"fundId": f"{_IN_THE_PATH}fundId"}),
        "feed": ("getFundFeed", {"fundId": f"{_IN_THE_PATH}fundId"}),
        "file": ("getDocument", {"sha256": "$response.body#/documents/0/sha256"}),
    },
    "listFundVersions": {
        "version": (
            "getFundVersion",
            {"fundId": f"{_IN_THE_PATH}fundId", "version": f"{_FIRST}version"},
        ),
        "proof": ("proveFundVersion", {"fundId": f"{_IN_THE_PATH}fundId", "version": f"{_FIRST}version"}),
    },
    "getFundVersion": {
        "proof": (
            "proveFundVersion",
            {"fundId": f"{_IN_THE_PATH}fundId", "version": f"{_IN_THE_PATH}version"},
        ),
    },
    "getChainHead": {"since": ("proveConsistency", {"from": "$response.body#/count"})},
    "listDocuments": {
        "about": ("getDocumentAbout", {"sha256": f"{_FIRST}sha256"}),
        "file": ("getDocument", {"sha256": f"{_FIRST}sha256"}),
        "verified": ("verifyDocument", {"sha256": f"{_FIRST}sha256"}),
    },
    "listCoverage": {"documents": ("listFundDocuments", {"fundId": f"{_FIRST}fundId"})},
    "listFundGroups": {"fundGroup": ("getFundGroup", {"slug": f"{_FIRST}slug"})},
    "listUmbrellas": {"umbrella": ("getUmbrella", {"umbrellaId": f"{_FIRST}umbrellaId"})},
    "listChanges": {
        "onward": ("listChanges", {"since": "$response.body#/token"}),
        "fund": ("getFund", {"fundId": f"{_FIRST}fundId"}),
    },
    "listContentChanges": {"onward": ("listContentChanges", {"since": "$response.body#/token"})},
    "listBulkFiles": {
        "file": ("getBulkFile", {"name": f"{_FIRST}files/0/name"}),
        "digest": ("getBulkDigest", {"name": f"{_FIRST}files/0/name"}),
        "changesSince": ("listChanges", {"since": f"{_FIRST}token"}),
    },
    "listWebhooks": {"deliveries": ("listDeliveries", {"endpointId": "$response.body#/items/0/id"})},
}


def from_(operation: str) -> dict[str, Any]:
    """The links that an answer of this operation offers, as OpenAPI writes them."""
    return {
        name: {"operationId": target, "parameters": parameters}
        for name, (target, parameters) in _LINKS.get(operation, {}).items()
    }
