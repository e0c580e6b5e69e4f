"""A kind of case of the tests' own, with tiers and a state in which the clocks stand."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR
from cms.cases import kinds
from cms.cases.kinds import Kind, Rung, State, Times

TRIAL = Kind(
    code="TST",
    title="trial",
    states={
        "new": State(words="new", to=("working", "waiting")),
        "working": State(words="in work", to=("waiting", "resolved")),
        "waiting": State(words="waiting", to=("working",), pauses=True),
        "resolved": State(words="resolved", to=("working", "closed"), resolves=True),
        "closed": State(words="closed", closes=True),
    },
    times={
        "P1": Times(response=timedelta(hours=1), update=timedelta(hours=2), resolution=timedelta(hours=8)),
        "P2": Times(response=timedelta(hours=4), resolution=timedelta(hours=24)),
        "L2 P1": Times(response=timedelta(hours=2)),
    },
    ladder=(Rung(over=0, roles=(IT_OPERATOR,)), Rung(over=0.5, roles=(BUSINESS_OPERATOR,))),
    address=lambda case: f"/admin/trials/{case.number}/",
)


@pytest.fixture(autouse=True)
def trial(db: None) -> Iterator[Kind]:
    """The kind, for this test only."""
    kinds.register(TRIAL)
    yield TRIAL
    del kinds._kinds[TRIAL.code]
