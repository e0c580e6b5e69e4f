"""The documents of a fund or umbrella, and their records in document.json."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from infra.deliveries.figures import Dice
from infra.deliveries.schedule import FIRST_DAY, PROVIDER

Json = dict[str, Any]

TITLES = {
    "PR": {"en": "Prospectus", "zh-Hant": "基金說明書"},
    "KFS": {"en": "Product Key Facts Statement", "zh-Hant": "產品資料概要"},
    "AR": {"en": "Annual Report", "zh-Hant": "年報"},
}
_CHINESE_KEY_FACTS_SHARE = 75


@dataclass(frozen=True, slots=True)
class Document:
    """One document version. The subject is the record that its PDF is made of, as it was when it was written."""

    document_type: str
    subject: Json
    language: str = "en"
    version: int = 1
    document_date: date = FIRST_DAY
    publication_date: date = FIRST_DAY
    valid_from: date = FIRST_DAY
    status: str = "current"

    @property
    def document_id(self) -> str:
        """Unique for type, subject, language and version."""
        return self._id_of(self.language, self.version)

    @property
    def target(self) -> dict[str, str]:
        """The umbrella or fund that the document belongs to."""
        if "fundId" in self.subject:
            return {"level": "fund", "id": self.subject["fundId"]}
        return {"level": "umbrella", "id": self.subject["umbrellaId"]}

    @property
    def title(self) -> dict[str, str]:
        """Title by language."""
        return TITLES[self.document_type]

    @property
    def supersedes(self) -> str | None:
        """The id of the version before, if there was one."""
        return self._id_of(self.language, self.version - 1) if self.version > 1 else None

    @property
    def translation_of(self) -> str | None:
        """The id of the English text that this one translates."""
        return None if self.language == "en" else self._id_of("en", self.version)

    def next_version(self, subject: Json, *, published: date, valid_from: date) -> "Document":
        """The version that follows this one, made of the subject's newer record."""
        return replace(
            self,
            subject=subject,
            version=self.version + 1,
            document_date=published,
            publication_date=published,
            valid_from=valid_from,
        )

    def superseded(self) -> "Document":
        """This version after a newer one took its place: same bytes, other status."""
        return replace(self, status="superseded")

    def _id_of(self, language: str, version: int) -> str:
        suffix = "" if language == "en" else f"-{language.partition('-')[0].upper()}"
        return f"{PROVIDER['id']}-{self.document_type}-{self.target['id']}{suffix}-{version}"


def fund_documents(fund: Json, dice: Dice) -> list[Document]:
    """Prospectus, key facts and annual report in English; for many funds key facts in Chinese too."""
    key_facts = _written("KFS", fund, dice)
    documents = [_written("PR", fund, dice), key_facts, annual_report(fund)]
    if "zh-Hant" in fund["investmentObjective"] and dice.happens(
        _CHINESE_KEY_FACTS_SHARE, fund["fundId"], "chinese key facts"
    ):
        documents.append(replace(key_facts, language="zh-Hant"))
    return documents


def umbrella_documents(funds: list[Json], dice: Dice) -> list[Document]:
    """One prospectus for each umbrella, with the names of its sub-funds."""
    members: dict[str, list[Json]] = {}
    for fund in funds:
        if fund["umbrella"]:
            members.setdefault(fund["umbrella"]["umbrellaId"], []).append(fund)
    return [_written("PR", _umbrella_subject(of_umbrella), dice) for of_umbrella in members.values()]


def annual_report(fund: Json) -> Document:
    """The report of the last fiscal year that ended at least four months before the first day."""
    month, day = map(int, fund["fiscalYearEnd"].split("-"))
    ended = date(FIRST_DAY.year, month, day)
    if ended + timedelta(days=120) > FIRST_DAY:
        ended = date(FIRST_DAY.year - 1, month, day)
    published = ended + timedelta(days=118)
    return Document("AR", fund, document_date=ended, publication_date=published, valid_from=published)


def document_record(document: Document, pdf: bytes) -> Json:
    """The record of document.json for this version and the bytes of its PDF."""
    digest = sha256(pdf).hexdigest()
    record = {
        "documentId": document.document_id,
        "documentType": document.document_type,
        "title": dict(document.title),
        "languages": [document.language],
        "fileName": f"{digest}.pdf",
        "checksum": {"algorithm": "SHA-256", "value": digest},
        "sizeInBytes": len(pdf),
        "documentDate": document.document_date.isoformat(),
        "publicationDate": document.publication_date.isoformat(),
        "validFrom": document.valid_from.isoformat(),
        "version": str(document.version),
        "supersedes": document.supersedes,
        "status": document.status,
        "translationOf": document.translation_of,
        "appliesTo": [document.target],
        "publicationCountries": ["HK"],
    }
    return {key: value for key, value in record.items() if value is not None}


def _umbrella_subject(funds: list[Json]) -> Json:
    first = funds[0]
    shared = ("fundDomicileAlpha2", "manCo", "fundGroupName", "custodianBankName", "auditorName", "legalForm")
    return {
        **first["umbrella"],
        **{key: first[key] for key in shared if key in first},
        "subFunds": [[fund["legalFundNameOnly"]["en"], fund["fundCurrency"]] for fund in funds],
    }


def _written(document_type: str, subject: Json, dice: Dice) -> Document:
    """The first version of a document, written and published in the year before the first day."""
    document = Document(document_type, subject)
    purpose = document.document_id
    written = dice.day(date(2025, 12, 1), date(2026, 10, 16), purpose, "written")
    published = written + timedelta(days=dice.between(3, 21, purpose, "published"))
    return replace(document, document_date=written, publication_date=published, valid_from=published)
