"""A partner proves, with Python alone, that a version stands in the ledger and that the ledger only grew."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import ChainHead, ChainNode, FundVersion
from infra.deliveries import Delivery
from tests.factories.ledger import verified_entries
from tests.factories.live import live_api
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

VERIFIER = Path(__file__).parents[3] / "docs" / "api" / "verify.py"
FUND = "DEM00001"
Json = dict[str, Any]
Tamper = Callable[[str, Any], Any]


@pytest.fixture
def api(public_record: Delivery) -> Iterator[str]:
    with live_api() as address:
        yield address


def verifier(tamper: Tamper | None = None) -> Any:
    """The verifier's `verify`; every answer that it gets goes through `tamper`."""
    module = runpy.run_path(str(VERIFIER))
    honest = module["get"]
    if tamper:
        module["verify"].__globals__["get"] = lambda address: _bytes(tamper(address, json.loads(honest(address))))
    return module["verify"]


def _bytes(answer: Json) -> bytes:
    """As the API writes JSON, so that what wasn't tampered with keeps its SHA-256."""
    return msgspec.json.encode(answer)


def correct(fund_id: str = FUND, value: str = "The Right Company") -> None:
    people = {"by": "mandy", "approved_by": "chris", "reason": "typing error"}
    call_command("correct_fund", fund_id, "/manCo", json.dumps(value), **people)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(VERIFIER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own file


def test_the_verifier_accepts_every_version_that_is_published(api: str) -> None:
    verify = verifier()

    for fund_id, version, digest in FundVersion.objects.values_list("fund", "version", "body_sha256"):
        assert verify(api, fund_id, str(version)) == digest


def test_the_verifier_runs_alone(api: str) -> None:
    found = run(api, FUND, "1")

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == f"in the ledger: {FundVersion.objects.get(fund=FUND).body_sha256}\n"


def test_the_verifier_refuses_a_head_that_was_not_ours(api: str) -> None:
    found = run(api, FUND, "1", str(get("/chain/")["count"]), "0" * 64)

    assert (found.returncode, found.stderr) == (1, "REFUSED: the path does not lead to the head\n")


def test_an_old_head_still_proves_what_it_covers(api: str) -> None:
    kept = get("/chain/")
    correct()

    assert get("/chain/")["count"] == kept["count"] + 1
    assert verifier()(api, FUND, "1", str(kept["count"]), kept["root"])
    assert problem(f"/funds/{FUND}/versions/2/proof/?count={kept['count']}")["status"] == 404


def altered_body(address: str, answer: Json) -> Json:
    return answer | {"manCo": "Another Company"} if address.endswith("/versions/1/") else answer


def altered_entry(address: str, answer: Json) -> Json:
    if "proof" in address:
        answer["entry"]["publishedAt"] = "2020-01-01T00:00:00+00:00"
    return answer


def of_another_fund(address: str, answer: Json) -> Json:
    return get("/funds/DEM00002/versions/1/proof/") if "proof" in address else answer


def without_its_last_step(address: str, answer: Json) -> Json:
    return answer | {"auditPath": answer["auditPath"][:-1]} if "proof" in address else answer


def with_a_step_more(address: str, answer: Json) -> Json:
    return answer | {"auditPath": [*answer["auditPath"], "0" * 64]} if "proof" in address else answer


def consistently_altered(address: str, answer: Json) -> Json:
    """A forger who computes every hash anew that can be computed: body, entry and its hash fit together."""
    answer = altered_body(address, answer)
    if "proof" in address:
        entry = answer["entry"]
        body = get(f"/funds/{FUND}/versions/1/") | {"manCo": "Another Company"}
        entry["sha256"] = sha256(_bytes(body)).hexdigest()
        entry["hash"] = sha256(
            "|".join(str(value) for name, value in entry.items() if name != "hash").encode()
        ).hexdigest()
    return answer


FORGERIES: dict[Tamper, str] = {
    altered_body: "the body is not the one in the ledger",
    altered_entry: "the entry was altered",
    of_another_fund: "another version is proved",
    without_its_last_step: "the path is too short",
    with_a_step_more: "the path is too long",
    consistently_altered: "the path does not lead to the head",
}


@pytest.mark.parametrize("tamper", FORGERIES, ids=lambda tamper: tamper.__name__)
def test_the_verifier_refuses_what_was_tampered_with(api: str, tamper: Tamper) -> None:
    with pytest.raises(Exception, match=FORGERIES[tamper]):
        verifier(tamper)(api, FUND, "1")


def test_each_publication_that_adds_versions_is_sealed(public_record: Delivery) -> None:
    entries = verified_entries()

    heads = list(ChainHead.objects.values_list("count", flat=True))
    assert (len(heads), heads[0]) == (2, entries)
    last = FundVersion.objects.latest("sequence")
    found = get("/chain/")
    assert (found["sequence"], found["count"], found["hash"]) == (entries, entries, last.entry_hash)


def test_a_ledger_from_before_is_sealed_by_the_next_publication(public_record: Delivery) -> None:
    before = get("/chain/")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE fundfeed_chainnode (LIKE fundfeed_chainnode INCLUDING ALL)")
        cursor.execute("CREATE TEMPORARY TABLE fundfeed_chainhead (LIKE fundfeed_chainhead INCLUDING ALL)")

    correct()

    assert ChainHead.objects.count() == 1
    assert get(f"/chain/consistency/?from={get('/chain/')['count']}")["path"] == []
    assert ChainNode.objects.count() == 2 * (before["count"] + 1) - (before["count"] + 1).bit_count()


@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["fundfeed_chainnode SET hash = ''", "fundfeed_chainhead SET root = ''"])
def test_nobody_changes_the_tree(public_record: Delivery, statement: str, table: str) -> None:
    name, _, change = table.partition(" SET ")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(name, change))


def test_the_ledger_is_shown_to_begin_with_what_it_was(public_record: Delivery) -> None:
    earlier, later = (
        get(f"/chain/?count={count}") for count in ChainHead.objects.order_by("count").values_list("count", flat=True)
    )

    found = get(f"/chain/consistency/?from={earlier['count']}")

    assert (found["earlier"], found["later"]) == (earlier, later)
    assert _is_consistent(found)
    found["earlier"]["root"] = "0" * 64
    assert not _is_consistent(found)


def _is_consistent(found: Json) -> bool:
    """RFC 9162, section 2.1.4.2."""
    first, second = found["earlier"]["count"], found["later"]["count"]
    path = [bytes.fromhex(step) for step in found["path"]]
    if first & (first - 1) == 0:
        path.insert(0, bytes.fromhex(found["earlier"]["root"]))
    number, last = first - 1, second - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if number & 1 or number == last:
            old, new = (sha256(b"\1" + step + known).digest() for known in (old, new))
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            new = sha256(b"\1" + new + step).digest()
        number, last = number >> 1, last >> 1
    return (old.hex(), new.hex(), last) == (found["earlier"]["root"], found["later"]["root"], 0)


ABSENT = [
    "/chain/?count=1",
    "/chain/consistency/?from=1",
    f"/funds/{FUND}/versions/9/proof/",
    "/funds/x/versions/1/proof/",
]
REFUSED = [
    ("/chain/?size=1", "size"), ("/chain/?count=0", "count"), ("/chain/?count=-1", "count"),
    ("/chain/consistency/", "from"), ("/chain/consistency/?from=x", "from"), (f"/chain/?count={'9' * 60}", "count"),
]  # fmt: skip


@pytest.mark.parametrize("address", ABSENT)
def test_what_was_never_published_is_not_proved(public_record: Delivery, address: str) -> None:
    assert problem(address)["status"] == 404


@pytest.mark.parametrize(("address", "parameter"), REFUSED)
def test_what_is_not_understood_is_refused(public_record: Delivery, address: str, parameter: str) -> None:
    found = problem(address)

    assert (found["status"], found["parameter"]) == (400, parameter)


def test_a_proof_costs_three_queries_and_a_named_one_is_kept_for_good(public_record: Delivery) -> None:
    count = get("/chain/")["count"]

    with CaptureQueriesContext(connection) as asked:
        response = Client().get(f"{API}/funds/{FUND}/versions/1/proof/?count={count}")

    assert len(asked) == 3
    assert len(response.json()["auditPath"]) == (count - 1).bit_length()
    assert "immutable" in response["Cache-Control"]
    assert "immutable" not in Client().get(f"{API}/funds/{FUND}/versions/1/proof/")["Cache-Control"]
