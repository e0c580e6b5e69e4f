"""Tables of facts. Everything that the feed writes, and the public record that is composed from it."""

from .chain import ChainHead, ChainNode
from .change import RunChange
from .correction import Correction
from .decision import Decision
from .delivery import Delivery, DeliveryFile
from .document import DocumentFile, DocumentTarget, FundDocument
from .document_type import DocumentType
from .editorial import EditorialSummary
from .following import BulkFile, BulkSet, PublicChange
from .fund import Figure, Fund, ShareClass
from .ledger import FundVersion, ListedFund, ListedTotal, ListedVersion, PublishedFund, RecordState, SearchWord
from .message import Message
from .provider import GuardLimit, Provider
from .publication import DocumentPublication
from .run import FeedRun, RunFinding
from .search_index import PlacedFund, SearchState, TermPlaces

__all__ = [
    "BulkFile",
    "BulkSet",
    "ChainHead",
    "ChainNode",
    "Correction",
    "Decision",
    "Delivery",
    "DeliveryFile",
    "DocumentFile",
    "DocumentPublication",
    "DocumentTarget",
    "DocumentType",
    "EditorialSummary",
    "FeedRun",
    "Figure",
    "Fund",
    "FundDocument",
    "FundVersion",
    "GuardLimit",
    "ListedFund",
    "ListedTotal",
    "ListedVersion",
    "Message",
    "PlacedFund",
    "Provider",
    "PublicChange",
    "PublishedFund",
    "RecordState",
    "RunChange",
    "RunFinding",
    "SearchState",
    "SearchWord",
    "ShareClass",
    "TermPlaces",
]
