"""Workers, the queues that they serve, and the clock that gives them orders."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from ..states import Result, State
from ..wording import age, counted, moment
from .registry import Scene

ANSWERS_WITHIN: Final = 1.5
STANDS_STILL: Final = timedelta(minutes=3)


def queues() -> list[str]:
    """The queues that orders are sent to."""
    routed = [route["queue"] for route in settings.CELERY_TASK_ROUTES.values()]
    return list(dict.fromkeys([current_app.conf.task_default_queue, *routed]))


def queue_lengths() -> dict[str, int]:
    """How many orders wait in each queue; raises `RedisError`."""
    with Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2) as client:
        return {queue: int(client.llen(queue)) for queue in queues()}


def workers(scene: Scene) -> Iterator[Result]:
    """Whether somebody serves each queue, and how much waits in it."""
    try:
        lengths = queue_lengths()
        told = current_app.control.inspect(timeout=ANSWERS_WITHIN).active_queues() or {}
    except (RedisError, OperationalError, OSError) as error:
        for queue in queues():
            yield Result(state=State.UNKNOWN, subject=queue, sentence=f"The broker can't be asked: {error}.")
        return
    served = [queue["name"] for listed in told.values() for queue in listed]
    for queue in queues():
        yield _queue(queue, served.count(queue), lengths[queue], scene)


def _queue(name: str, serving: int, length: int, scene: Scene) -> Result:
    waits = f"{counted(length, 'order')} waiting"
    if not serving:
        return Result(state=State.BAD, subject=name, sentence=f"No worker serves this queue, {waits}.", value=length)
    state = scene.limits["queue_length"].state(length)
    sentence = f"{counted(serving, 'worker')}, {waits}."
    return Result(state=state, subject=name, sentence=sentence, value=length, measure="queue_length")


def beat(scene: Scene) -> Iterator[Result]:
    """Whether the checks themselves are made each minute, which beat orders and a worker does."""
    if scene.last_round is None:
        state = State.OK if scene.is_round else State.UNKNOWN
        yield Result(state=state, sentence="This is the first round." if scene.is_round else "No round was made yet.")
        return
    gap = scene.at - scene.last_round
    if gap <= STANDS_STILL:
        yield Result(state=State.OK, sentence=f"The last round was {age(gap)} ago.")
    elif scene.is_round:
        yield Result(state=State.WARN, sentence=f"Back again: no round was made since {moment(scene.last_round)}.")
    else:
        sentence = f"No round was made since {moment(scene.last_round)}: beat or the workers stand still."
        yield Result(state=State.BAD, sentence=sentence, since=scene.last_round)
