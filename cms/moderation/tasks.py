"""Celery tasks of the gate."""

from celery import shared_task

from . import reminders, schedule


@shared_task
def carry_out_schedule() -> None:
    """Publish and take off what was approved for now."""
    schedule.carry_out()


@shared_task
def remind_checkers() -> None:
    """Bring to mind what waits too long."""
    reminders.remind()
