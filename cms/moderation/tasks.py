"""Celery tasks of the gate."""

from celery import shared_task

from . import schedule


@shared_task
def carry_out_schedule() -> None:
    """Publish and take off what was approved for now."""
    schedule.carry_out()
