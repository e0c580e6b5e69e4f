"""The types that a document may have (section 7 of the feed contract), and those that one delivery is judged by."""

import hashlib
from collections.abc import Collection
from typing import Annotated, Self

import msgspec
from msgspec import Meta, Struct

from .feed import Record

TYPE_CODE = r"^[A-Z][A-Z0-9]{1,9}$(?!\n)"


class TypeName(Record, frozen=True, kw_only=True, rename={"en": "en", "zh_hant": "zh-Hant"}):
    """What a type is called; each in one language of the public site."""

    en: Annotated[str, Meta(min_length=1, max_length=100)]
    zh_hant: Annotated[str, Meta(min_length=1, max_length=100)]


class DocumentType(Record, frozen=True, kw_only=True):
    """One type of document. `isExpected`: each fund should have one; `expectedEveryDays`: and a newer one so often.

    A retired type takes no new documents; those that bear it stay.
    """

    code: Annotated[str, Meta(pattern=TYPE_CODE)]
    name: TypeName
    is_expected: bool
    expected_every_days: Annotated[int, Meta(ge=1, le=3660)] | None = None
    is_retired: bool


class DocumentTypeList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """All types, in the order in which a fund's documents are shown."""

    results: tuple[DocumentType, ...]


class AcceptedTypes(Struct, frozen=True):
    """The codes that documents of one delivery may bear, in order.

    `staying` holds the (documentId, code) of what is there already under a retired type, and may go on to be corrected.
    """

    codes: tuple[str, ...]
    staying: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def among(cls, types: Collection[DocumentType], staying: Collection[tuple[str, str]] = ()) -> Self:
        """Those of `types` that aren't retired."""
        return cls(tuple(one.code for one in types if not one.is_retired), frozenset(staying))

    @property
    def identity(self) -> str:
        """SHA-256 of the codes, whatever their order: what else is said of a type doesn't change how it is judged."""
        return hashlib.sha256(msgspec.json.encode(sorted(self.codes))).hexdigest()

    def read_with(self, words: str) -> str:
        """The identity of a reading: of the words, as `words` names them, and of these types together."""
        return hashlib.sha256(f"{words}|{self.identity}".encode()).hexdigest()

    def take(self, document_id: str, code: str) -> bool:
        """Whether the document may bear this code."""
        return code in self.codes or (document_id, code) in self.staying


def _type(code: str, en: str, zh_hant: str, *, expected: bool = False, every: int | None = None) -> DocumentType:
    name = TypeName(en=en, zh_hant=zh_hant)
    return DocumentType(code=code, name=name, is_expected=expected, expected_every_days=every, is_retired=False)


BUILT_IN = (
    _type("PR", "Prospectus", "基金說明書", expected=True),
    _type("SUP", "Supplement", "補充文件"),
    _type("KFS", "Product key facts", "產品資料概要", expected=True, every=365),
    _type("PRP", "Key information document (PRIIPs KID)", "主要資料文件（PRIIPs KID）"),
    _type("KID", "Key investor information (UCITS KIID)", "主要投資者資料（UCITS KIID）"),
    _type("PHS", "Product highlights", "產品摘要"),
    _type("AR", "Annual report", "年報", expected=True, every=365),
    _type("SAR", "Interim report", "中期報告", expected=True, every=365),
    _type("QR", "Quarterly report", "季度報告"),
    _type("MR", "Monthly report", "月度報告"),
    _type("NT", "Notice", "通告"),
    _type("CD", "Constitutive document", "組成文件"),
    _type("ESG", "ESG disclosure", "ESG 披露"),
    _type("OTH", "Other document", "其他文件"),
)
"""Those of the contract, with which every installation begins."""

OF_THE_CONTRACT = AcceptedTypes.among(BUILT_IN)
