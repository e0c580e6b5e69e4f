"""Yesterday's records of what a change set touches."""

from django.db.models import TextField
from django.db.models.functions import Cast

from ..models import Fund, FundDocument
from ..records.changes import ChangeSet, PublicState
from ..records.differences import Before, FundBefore


def records_before(changes: ChangeSet, public: PublicState) -> Before:
    """The public records that `changes` touches, in two queries at most; their JSON comes as text."""
    funds = Fund.objects.filter(fund_id__in=sorted(_fund_ids(changes) & public.funds.keys())).values_list(
        "fund_id", "name", "status", Cast("record", TextField()), Cast("figures", TextField()), "deauthorisation"
    )
    documents = FundDocument.objects.filter(document_id__in=sorted(_document_ids(changes) & public.document_ids))
    return Before(
        funds={fund_id: FundBefore(*known) for fund_id, *known in funds},
        documents=dict(documents.values_list("document_id", Cast("record", TextField()))),
    )


def _fund_ids(changes: ChangeSet) -> set[str]:
    stated = {placed.record.fund_id for placed in (*changes.changed, *changes.figures_only)}
    leaving = {record.fund_id for record in (*changes.withdrawn, *changes.announced)}
    return stated | leaving | {*changes.due, *changes.retracted, *changes.held}


def _document_ids(changes: ChangeSet) -> set[str]:
    return {*changes.documents_gone, *(placed.record.document_id for placed in changes.documents)}
