"""Celery tasks of decisions about deliveries."""

from celery import shared_task

from . import carrying_out


@shared_task
def carry_out_decisions() -> None:
    """Carry out what was approved and waits; woken by an approval, and by the clock should that have been lost."""
    carrying_out.carry_out_all()
