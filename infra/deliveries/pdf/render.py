"""Chooses the layout of a document and spreads the work over processes."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from infra.deliveries.documents import Document
from infra.deliveries.pdf.annual_report import annual_report
from infra.deliveries.pdf.key_facts import key_facts
from infra.deliveries.pdf.prospectus import fund_prospectus
from infra.deliveries.pdf.umbrella import umbrella_prospectus

# Fewer documents are made faster in this process than others can be started.
_WORTH_PROCESSES = 200

_LAYOUTS: dict[tuple[str, str], Callable[[Document], bytes]] = {
    ("PR", "fund"): fund_prospectus,
    ("PR", "umbrella"): umbrella_prospectus,
    ("KFS", "fund"): key_facts,
    ("AR", "fund"): annual_report,
}


def render(document: Document) -> bytes:
    """The PDF of one document version."""
    return _LAYOUTS[document.document_type, document.target["level"]](document)


def render_all(documents: Sequence[Document], *, processes: int | None = None) -> list[bytes]:
    """The PDFs of all documents in their order; the number of processes changes nothing but the time."""
    workers = processes or _workers(len(documents))
    if workers == 1:
        return [render(document) for document in documents]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(render, documents, chunksize=50))


def _workers(documents: int) -> int:
    return (os.cpu_count() or 1) if documents >= _WORTH_PROCESSES else 1
