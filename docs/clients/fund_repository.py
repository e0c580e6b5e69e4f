"""A small client of the Fund Repository: nothing but Python 3.11. Copy it and make it yours.

It is one file on purpose, longer than our modules are: partners copy a file, not a package. The types of what it
returns stand below it.
"""

import gzip
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import Message
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict, overload
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

Json = dict[str, Any]
Value = str | int | Sequence[str]
Query = Mapping[str, Value]
TRY_AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
A_MOMENT = 5


class Refused(Exception):
    """The API said no. `code` is stable; `str()` is for people; `problem` is all that was said."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(problem.get("detail", f"status {status}"))
        self.status, self.problem = status, problem
        self.code: str = problem.get("code", "")
        self.request_id: str = problem.get("requestId", "")


class Damaged(Exception):
    """What arrived isn't what its name promises."""


class _Stay(HTTPRedirectHandler):
    """A key is shown to the host that you named, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


class Repository:
    """The public record. Waits when the quota asks for it, and doesn't load twice what hasn't changed."""

    def __init__(
        self, url: str, *, key: str = "", tries: int = 4, kept: int = 200, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self.url, self.remaining = url.rstrip("/"), -1
        self._key, self._tries, self._kept_at_most, self._wait = key, tries, kept, wait
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._open = build_opener(_Stay).open

    def status(self) -> "Status":
        """How fresh the record is and how many funds it has."""
        found: Status = self.get("/status/")
        return found

    @overload
    def fund(self, fund_id: str) -> "FundDetail": ...
    @overload
    def fund(self, fund_id: str, *, asOf: str) -> "FundProfile": ...  # noqa: N803 - the API's name
    @overload
    def fund(self, fund_id: str, *, fields: str) -> Json: ...
    def fund(self, fund_id: str, **query: str) -> Any:
        """One fund; `asOf="2026-11-18"` for the state of a day, `fields="fundId,manCo"` for a part."""
        return self.get(f"/funds/{quote(fund_id, safe='')}/", query)

    def funds(self, **query: Value) -> Iterator["FundSummary"]:
        """All funds that match, page after page: `search`, the filters, `ordering`, `asOf`.

        With `fields` only those keys are there.
        """
        return self.pages("/funds/", {"pageSize": 100, **query})

    def resolve(self, identifier: str) -> list["Resolved"]:
        """What a fundId, ISIN, LEI, ticker, umbrella id or whole name stands for."""
        found: list[Resolved] = self.get("/resolve/", {"id": identifier})["results"]
        return found

    def versions(self, fund_id: str) -> Iterator["VersionEntry"]:
        """Every public version of a fund, the newest first, with its source and what it changed."""
        return self.pages(f"/funds/{quote(fund_id, safe='')}/versions/", {})

    def provenance(self, fund_id: str) -> "Provenance":
        """Where each field of a fund comes from, and since when it has its value."""
        found: Provenance = self.get(f"/funds/{quote(fund_id, safe='')}/provenance/")
        return found

    def documents(self, **query: Value) -> Iterator["DocumentPublication"]:
        """All documents that match, the newest first: `fundId`, `isin`, `documentType`, `language`, `isLatest`."""
        return self.pages("/documents/", {"pageSize": 100, **query})

    def save(self, document: "PublishedDocument | DocumentPublication", folder: Path) -> Path:
        """The PDF of one of a fund's `documents`, once its bytes are proved to be those of its SHA-256."""
        return self._saved(f"/documents/{document['sha256']}.pdf", document["sha256"], folder)

    def published(self, file: Path) -> "Verification | None":
        """What the repository knows of a file that you hold; None when it never published these bytes."""
        try:
            found: Verification = self.get(f"/verify/{sha256(file.read_bytes()).hexdigest()}")
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return None
        return found

    def changes(self, since: str, **query: Value) -> tuple[list["Change"], str]:
        """What changed since a day or a token, and the token to ask with next time: keep it after what came with it."""
        found: list[Change] = []
        has_more = True
        while has_more:
            page = self.get("/changes/", {**query, "since": since})
            found += page["results"]
            since, has_more = page["token"], page["hasMore"]
        return found, since

    def bulk(self, folder: Path, kind: str = "full") -> tuple[Path, str]:
        """The newest file of this kind, once its bytes are proved, and the token with which `changes` goes on."""
        newest: BulkSetEntry = self.get("/bulk/")["results"][0]
        file = next((one for one in newest["files"] if one["kind"] == kind), None)
        if file is None:
            raise LookupError(f"The set {newest['name']} has no file of the kind {kind!r}: a first one has no delta.")
        return self._saved(f"/bulk/{file['name']}", file["sha256"], folder), newest["token"]

    def news(self, **query: Value) -> Iterator["NewsItem"]:
        """What the repository itself announces, the latest first; `category="notice"`, `locale="zh-Hant"`."""
        return self.pages("/news/", query)

    def pages(self, path: str, query: Query) -> Iterator[Any]:
        """What a list holds, and every page behind it."""
        following: str | None = f"{path}?{urlencode(query, doseq=True)}"
        while following:
            page = json.loads(self._body(following))
            yield from page["results"] if "results" in page else page["items"]
            following = f"{path}?{urlsplit(page['next']).query}" if page["next"] else None

    def get(self, path: str, query: Query | None = None) -> Any:
        """Any address of the API as JSON."""
        return json.loads(self._body(f"{path}?{urlencode(query, doseq=True)}" if query else path))

    def _saved(self, address: str, digest: str, folder: Path) -> Path:
        body = self._body(address)
        if sha256(body).hexdigest() != digest:
            raise Damaged(digest)
        path = folder / address.rpartition("/")[2]
        path.write_bytes(body)
        return path

    def _body(self, address: str) -> bytes:
        for left in reversed(range(self._tries)):
            try:
                return self._ask(address)
            except HTTPError as error:
                self._note(error.headers)
                if error.code == HTTPStatus.NOT_MODIFIED:
                    self._kept.move_to_end(address)
                    return self._kept[address][1]
                if not (left and error.code in TRY_AGAIN):
                    raise Refused(error.code, _problem(error)) from None
                self._wait(_seconds(error.headers.get("Retry-After", "")))
        raise ValueError("tries must be 1 or more")

    def _ask(self, address: str) -> bytes:
        headers = {"Accept-Encoding": "gzip"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        if address in self._kept:
            headers["If-None-Match"] = self._kept[address][0]
        with self._open(Request(self.url + address, headers=headers), timeout=30) as answer:  # noqa: S310 - your host
            body: bytes = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            self._note(answer.headers)
            self._keep(address, answer.headers, body)
        return body

    def _note(self, headers: Message) -> None:
        if left := re.search(r";r=(\d+)", headers.get("RateLimit", "")):
            self.remaining = int(left[1])

    def _keep(self, address: str, headers: Message, body: bytes) -> None:
        if "ETag" in headers and "json" in headers.get("Content-Type", ""):
            self._kept[address] = (headers["ETag"], body)
            if len(self._kept) > self._kept_at_most:
                self._kept.popitem(last=False)


def _seconds(said: str) -> float:
    return float(said) if said.isdigit() else A_MOMENT


def _problem(error: HTTPError) -> Json:
    body = error.read()
    try:
        found: Json = json.loads(gzip.decompress(body) if error.headers.get("Content-Encoding") == "gzip" else body)
    except ValueError:
        return {}
    return found


# What the API answers, made of its description (`make openapi`); a test compares them.


class DeliveryStatus(TypedDict):
    """The delivery of one provider that is public now."""

    provider: str
    providerName: str
    deliveryId: str
    contentDate: str | None
    generatedAt: str | None
    appliedAt: str


class RecordCounts(TypedDict):
    """The size of the public record."""

    funds: int
    shareClasses: int
    documents: int
    deauthorisedFunds: int


class StatusUpdate(TypedDict):
    """What was known at one moment."""

    at: str
    message: dict[str, str]


class Incident(TypedDict):
    """Something that doesn't work as it should, its updates the newest first; `resolvedAt` is null while it goes
    on."""

    incidentId: str
    title: dict[str, str]
    affected: Literal["api", "data", "documents", "site"]
    impact: Literal["degraded", "outage"]
    beganAt: str
    resolvedAt: str | None
    updates: list[StatusUpdate]


class Maintenance(TypedDict):
    """Work that is announced, under way or over, and what isn't available meanwhile."""

    scope: Literal["admin", "all", "feed", "site"]
    kind: Literal["emergency", "planned"]
    startsAt: str
    plannedEndsAt: str
    endsAt: str
    message: dict[str, str]
    completion: dict[str, str] | None


class Status(TypedDict):
    """How fresh the public record is and how the service works; `status` says that the record can be read."""

    status: Literal["ok"]
    lastDelivery: DeliveryStatus | None
    deliveries: list[DeliveryStatus]
    counts: RecordCounts
    service: Literal["degraded", "maintenance", "operational", "outage"]
    incidents: list[Incident]
    maintenance: list[Maintenance]


class FormerName(TypedDict):
    """A name that the fund bore until a date."""

    name: dict[str, str]
    until: NotRequired[str | None]


class Umbrella(TypedDict):
    """The legal entity of a sub-fund (OFST005010, OFST010035)."""

    umbrellaId: str
    umbrellaName: dict[str, str]
    leiOfUmbrella: NotRequired[str | None]


class Amount(TypedDict):
    """Fund size (OFDY000060)."""

    value: str
    currency: str
    date: str


class Nav(TypedDict):
    """Net asset value of one share (OFDY000035), in the currency of its share class unless it says so."""

    value: str
    date: str
    currency: NotRequired[str | None]


class Listing(TypedDict):
    """Where a share class trades."""

    marketIdentifierCode: NotRequired[str | None]
    ticker: NotRequired[str | None]
    listingCurrency: NotRequired[str | None]


class ShareClassRecord(TypedDict):
    """One share class, identified by its ISIN (OFST020000)."""

    isin: str
    fullShareClassName: dict[str, str]
    shareClassCurrency: str
    shareClassExtension: NotRequired[str | None]
    shareClassDistributionPolicy: NotRequired[str | None]
    shareClassLifecycle: NotRequired[str | None]
    investmentStatus: NotRequired[str | None]
    shareClassLaunchDate: NotRequired[str | None]
    ongoingCharges: NotRequired[str | float | None]
    cfiCode: NotRequired[str | None]
    valuationNav: NotRequired[Nav | None]
    listings: NotRequired[list[Listing] | None]


class Target(TypedDict):
    """What a document is about."""

    level: Literal["company", "fund", "shareClass", "umbrella"]
    id: str


class PublishedDocument(TypedDict):
    """A document as a fund's page lists it; `url` is relative to the host of the API."""

    documentId: str
    documentType: str
    title: dict[str, str]
    languages: list[str]
    sha256: str
    url: str
    sizeInBytes: int
    documentDate: str
    publicationDate: str
    validFrom: NotRequired[str | None]
    expirationDate: NotRequired[str | None]
    version: NotRequired[str | None]
    status: Literal["archived", "current", "superseded"]
    isLatest: NotRequired[bool]
    appliesTo: list[Target]
    source: NotRequired[Literal["upload"] | None]


class Deauthorisation(TypedDict):
    """When and why a fund lost its authorisation, or will lose it."""

    deauthorisationDate: str
    reason: NotRequired[str | None]
    absorbedByFundId: NotRequired[str | None]
    lastDealingDate: NotRequired[str | None]


class PublishedCorrection(TypedDict):
    """A field whose value isn't the provider's: two people corrected it, and why."""

    field: str
    providerValue: Any
    correctedValue: Any
    reason: str
    since: str


class Editorial(TypedDict):
    """What editors say about a fund, by language: HTML of paragraphs, lists and emphasis."""

    summary: dict[str, str]


class Publication(TypedDict):
    """Where this version comes from: the delivery, the file in it, and the JSON pointer."""

    version: int
    sha256: str
    publishedAt: str
    provider: str
    deliveryId: str
    contentDate: str | None
    file: str
    pointer: str


class FundDetail(TypedDict):
    """A fund as the API serves it: its latest version, its latest figures, and where they come from."""

    fundId: str
    legalFundNameOnly: dict[str, str]
    legalFundNameIncludingUmbrella: NotRequired[dict[str, str] | None]
    formerNames: NotRequired[list[FormerName] | None]
    umbrella: NotRequired[Umbrella | None]
    authorisationStatus: str
    authorisationDate: str
    authorisationStatusDate: NotRequired[str | None]
    fundDomicileAlpha2: str
    fundCurrency: str
    manCo: str
    fundGroupName: NotRequired[dict[str, str] | None]
    leiOfManCo: NotRequired[str | None]
    leiOfFund: NotRequired[str | None]
    trusteeName: NotRequired[str | None]
    custodianBankName: NotRequired[str | None]
    auditorName: NotRequired[str | None]
    legalForm: NotRequired[str | None]
    typeOfEuDirective: NotRequired[str | None]
    openEndedOrClosedEndedFundStructure: NotRequired[str | None]
    assetClass: NotRequired[str | None]
    geography: NotRequired[str | None]
    investmentObjective: NotRequired[dict[str, str] | None]
    riskLevel: NotRequired[int | None]
    fundLaunchDate: NotRequired[str | None]
    fiscalYearEnd: NotRequired[str | None]
    valuationFrequency: NotRequired[str | None]
    aumFund: NotRequired[Amount | None]
    isEtf: NotRequired[bool | None]
    isMoneyMarketFund: NotRequired[bool | None]
    shareClasses: list[ShareClassRecord]
    documents: list[PublishedDocument]
    deauthorisation: NotRequired[Deauthorisation | None]
    corrections: NotRequired[list[PublishedCorrection]]
    editorial: NotRequired[Editorial | None]
    publication: Publication


class FundProfile(TypedDict):
    """One version of a fund in the ledger: the provider's record without daily figures, and its documents."""

    fundId: str
    legalFundNameOnly: dict[str, str]
    legalFundNameIncludingUmbrella: NotRequired[dict[str, str] | None]
    formerNames: NotRequired[list[FormerName] | None]
    umbrella: NotRequired[Umbrella | None]
    authorisationStatus: str
    authorisationDate: str
    authorisationStatusDate: NotRequired[str | None]
    fundDomicileAlpha2: str
    fundCurrency: str
    manCo: str
    fundGroupName: NotRequired[dict[str, str] | None]
    leiOfManCo: NotRequired[str | None]
    leiOfFund: NotRequired[str | None]
    trusteeName: NotRequired[str | None]
    custodianBankName: NotRequired[str | None]
    auditorName: NotRequired[str | None]
    legalForm: NotRequired[str | None]
    typeOfEuDirective: NotRequired[str | None]
    openEndedOrClosedEndedFundStructure: NotRequired[str | None]
    assetClass: NotRequired[str | None]
    geography: NotRequired[str | None]
    investmentObjective: NotRequired[dict[str, str] | None]
    riskLevel: NotRequired[int | None]
    fundLaunchDate: NotRequired[str | None]
    fiscalYearEnd: NotRequired[str | None]
    valuationFrequency: NotRequired[str | None]
    aumFund: NotRequired[Amount | None]
    isEtf: NotRequired[bool | None]
    isMoneyMarketFund: NotRequired[bool | None]
    shareClasses: list[ShareClassRecord]
    documents: list[PublishedDocument]
    deauthorisation: NotRequired[Deauthorisation | None]
    corrections: NotRequired[list[PublishedCorrection]]
    editorial: NotRequired[Editorial | None]


class FundSummary(TypedDict):
    """A fund as lists show it."""

    fundId: str
    legalFundNameOnly: dict[str, str]
    umbrella: Umbrella | None
    fundGroupName: dict[str, str] | None
    manCo: str
    authorisationStatus: str
    authorisationDate: str
    fundDomicileAlpha2: str
    fundCurrency: str
    assetClass: str | None
    isEtf: bool | None
    riskLevel: int | None
    shareClassCount: int
    documentCount: int
    aumFund: Amount | None
    deauthorisationDate: str | None
    isins: list[str]


class Resolved(TypedDict):
    """One thing that bears an identifier: how it matched, and where it is; `url` is relative to the host of the
    API."""

    type: Literal["fund", "fundGroup", "umbrella"]
    matchedBy: Literal["formerName", "fundId", "isin", "lei", "name", "ticker", "umbrellaId"]
    value: str
    id: str
    name: dict[str, str]
    authorisationStatus: str | None
    url: str


class DeliverySource(TypedDict):
    """A record in a file that a provider delivered; `fileSha256` names the bytes of that file in the archive."""

    kind: Literal["delivery"]
    provider: str
    deliveryId: str
    contentDate: str | None
    file: str
    fileSha256: str | None
    pointer: str


class CorrectionSource(TypedDict):
    """A value that two people put in the place of the provider's, or took back; `field` names share classes by
    ISIN."""

    kind: Literal["correction"]
    field: str
    action: Literal["made", "withdrawn"]
    providerValue: Any
    correctedValue: Any
    reason: str
    approvedAt: str


class EditorialSource(TypedDict):
    """Words of editors that two people published."""

    kind: Literal["editorial"]
    approvedAt: str


class UploadSource(TypedDict):
    """A document that two people published or took back by hand."""

    kind: Literal["upload"]
    documentId: str
    approvedAt: str


class FieldDifference(TypedDict):
    """One field before and after, null where it is absent."""

    pointer: str
    old: Any
    new: Any
    isin: NotRequired[str | None]


class VersionEntry(TypedDict):
    """One version, where it came from, and how it differs from the one before; the first differs from nothing."""

    version: int
    sequence: int
    validFrom: str
    validTo: str | None
    sha256: str
    source: DeliverySource | CorrectionSource | EditorialSource | UploadSource
    changes: list[FieldDifference]


class FieldProvenance(TypedDict):
    """Where the present value of one field comes from, and since which version it stands there."""

    pointer: str
    isin: NotRequired[str | None]
    documentId: NotRequired[str | None]
    sinceVersion: NotRequired[int | None]
    since: NotRequired[str | None]
    source: DeliverySource | CorrectionSource | EditorialSource | UploadSource


class Provenance(TypedDict):
    """Every field of a fund's present body with its source; a document is one field."""

    fundId: str
    version: int
    fields: list[FieldProvenance]


class DocumentPublication(TypedDict):
    """One document with the bytes that are or were public of it; `url` is relative to the host of the API."""

    documentId: str
    documentType: str
    title: dict[str, str]
    languages: list[str]
    sha256: str
    url: str
    sizeInBytes: int
    pages: NotRequired[int | None]
    documentDate: str
    publicationDate: str
    validFrom: NotRequired[str | None]
    expirationDate: NotRequired[str | None]
    version: NotRequired[str | None]
    appliesTo: list[Target]
    source: NotRequired[Literal["upload"] | None]
    provider: str
    deliveryId: NotRequired[str | None]
    status: Literal["archived", "current", "replaced", "superseded", "withdrawn"]
    isLatest: bool
    firstPublishedAt: str
    endedAt: NotRequired[str | None]


class Verification(TypedDict):
    """The repository did publish these bytes: what they are, since when, and whether they still stand."""

    sha256: str
    isPublished: Literal[True]
    isCurrent: bool
    firstPublishedAt: str
    endedAt: NotRequired[str | None]
    url: str
    documents: list[DocumentPublication]


class ChangedDocument(TypedDict):
    """A document that a fund shows since this version, or shows no longer; `url` is relative to the API's host."""

    documentId: str
    documentType: str
    kind: Literal["published", "withdrawn"]
    sha256: str
    url: str


class Change(TypedDict):
    """One entry of the ledger: which fund, what happened to it, and the digest of its new version."""

    sequence: int
    at: str
    fundId: str
    legalFundNameOnly: dict[str, str]
    fundGroupName: dict[str, str] | None
    version: int
    kinds: list[
        Literal[
            "changed",
            "corrected",
            "deauthorised",
            "documentPublished",
            "documentWithdrawn",
            "noticePublished",
            "published",
            "reinstated",
            "retracted",
            "toBeDeauthorised",
        ]
    ]
    fields: list[str]
    documents: list[ChangedDocument]
    sha256: str
    url: str


class BulkFileEntry(TypedDict):
    """One file: `url` is relative to the API's host, and with `.sha256` behind it gives the line for `sha256sum
    -c`."""

    kind: Literal["delta", "full", "openfunds", "table"]
    name: str
    url: str
    rows: int
    sizeInBytes: int
    sha256: str
    follows: str | None


class BulkSetEntry(TypedDict):
    """The files of one moment; with `token`, `/changes/` goes on from exactly there."""

    name: str
    takenAt: str
    sequence: int
    token: str
    files: list[BulkFileEntry]


class NewsItem(TypedDict):
    """A piece of news as lists show it."""

    path: str
    title: str
    summary: str
    date: str
    category: Literal["news", "notice"]
