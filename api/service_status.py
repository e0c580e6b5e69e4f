"""The shape of the status: what is known of the record, and what operators say of the service."""

from cms.operations.payloads import Incident, Maintenance
from cms.operations.selectors import Service
from fundfeed.records.public import Status as RecordStatus


class Status(RecordStatus, frozen=True, kw_only=True):
    """How fresh the public record is and how the service works; `status` says that the record can be read."""

    service: Service
    incidents: tuple[Incident, ...]
    maintenance: tuple[Maintenance, ...]
