"""Tasks know because of what they were ordered: the order's headers carry it to the worker, and further on."""

from contextlib import ExitStack
from typing import Any, Final

import structlog
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun

from .known import HANDED_ON, TRACE, because_of, handed_on

HEADER: Final = "fundrepo"
log = structlog.get_logger(__name__)
_open: dict[str, ExitStack] = {}


@setup_logging.connect(dispatch_uid="logs.setup")
def leave_logging_alone(**_: Any) -> None:
    """Django has set it up; Celery would set a level and a form of its own, were nobody listening."""


@before_task_publish.connect(dispatch_uid="logs.publish")
def write_header(headers: dict[str, Any], **_: Any) -> None:
    """Put what is known into the order."""
    headers.setdefault(HEADER, handed_on())


@task_prerun.connect(dispatch_uid="logs.prerun")
def take_up(task_id: str, task: Any, **_: Any) -> None:
    """Lines of the task say because of what it runs; one that nobody asked for is its own cause."""
    told = getattr(task.request, HEADER, None) or {}
    known = {name: told[name] for name in HANDED_ON if name in told}
    stack = _open[task_id] = ExitStack()
    stack.enter_context(because_of(**{TRACE: task_id, **known, "task": task.name, "task_id": task_id}))
    log.debug("task.begun")


@task_postrun.connect(dispatch_uid="logs.postrun")
def put_down(task_id: str, state: str | None = None, **_: Any) -> None:
    """What comes next is another's."""
    log.debug("task.ended", state=state)
    stack = _open.pop(task_id, None)
    if stack is not None:
        stack.close()
