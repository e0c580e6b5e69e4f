"""What others may hear of the record."""

from django.dispatch import Signal

record_published = Signal()
"""Sent once what was published is committed; `fund_ids` are those whose pages may look different now."""

document_type_changed = Signal()
"""Sent once it is committed that documents of a type are called otherwise, or are of a new type."""

intake_asked = Signal()
"""Asked before a round starts runs, with `at`; a receiver that answers with a reason keeps it from starting any."""
