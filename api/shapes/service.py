"""The shape of the status: what is known of the record, and what operators say of the service."""

from datetime import date

from cms.operations.payloads import Incident, Maintenance
from cms.operations.selectors import Service
from fundfeed.records.feed import Record
from fundfeed.records.public import DeliveryStatus
from fundfeed.records.public import Status as RecordStatus


class Status(RecordStatus, frozen=True, kw_only=True):
    """How fresh the public record is and how the service works; `status` says that the record can be read."""

    service: Service
    incidents: tuple[Incident, ...]
    maintenance: tuple[Maintenance, ...]


class StatusDay(Record, frozen=True, kw_only=True):
    """The worst that operators announced of one day, and how many deliveries became public on it."""

    date: date
    service: Service
    deliveries: int


class StatusHistory(Record, frozen=True, kw_only=True):
    """The last 90 days, or as many as the record has: days the oldest first, everything else the latest first."""

    days: tuple[StatusDay, ...]
    deliveries: tuple[DeliveryStatus, ...]
    incidents: tuple[Incident, ...]
    maintenance: tuple[Maintenance, ...]
