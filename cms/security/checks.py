"""The configuration and the access review among the operations checks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.checks import ERROR, Tags, run_checks

from cms.accounts.models import AccessReview
from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.states import Result, State
from cms.operations.wording import age, counted

from .configuration import ids

REVIEW_DUE, REVIEW_LATE = timedelta(days=92), timedelta(days=106)
PRODUCTION: Final = "production"


def configuration(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether this installation is set up as production needs it."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    told = [message for message in found if not message.is_silenced()]
    if not told:
        yield Result(state=State.OK, sentence="Set up as production needs it.", value=0)
        return
    sentence = f"{counted(len(told), 'thing')} to mend: {ids(told)}."
    if settings.APP_ENV != PRODUCTION:
        yield Result(state=State.OK, sentence=f"Not production. There it would be {sentence}", value=len(told))
        return
    is_wrong = any(message.level >= ERROR for message in told)
    yield Result(state=State.BAD if is_wrong else State.WARN, sentence=sentence, value=len(told))


def access_review(scene: Scene) -> Iterator[Result]:
    """Whether somebody looked through everybody's access in this quarter."""
    last = AccessReview.objects.order_by("-done_at").first()
    if last is None:
        yield Result(state=State.WARN, sentence="Nobody has looked through who may do what yet.")
        return
    since = scene.at - last.done_at
    state = State.BAD if since > REVIEW_LATE else State.WARN if since > REVIEW_DUE else State.OK
    yield Result(state=state, sentence=f"The last review was {age(since)} ago.", value=since.days)


CHECKS: Final = (
    Check(
        name="configuration",
        title="Configuration",
        group=Group.COMPONENTS,
        look=configuration,
        is_outside=True,
        every=timedelta(hours=1),
        seconds=15.0,
        remedy="Run manage.py check --deploy: it says each with what to do.",
    ),
    Check(
        name="access-review",
        title="Access review",
        group=Group.RECORD,
        look=access_review,
        screen="access_review",
        every=timedelta(hours=1),
        remedy="Look through Reports, Access review, and sign it.",
    ),
)
