"""From a clean clone to the public record with one command, and back to a machine on which nothing runs."""

import hashlib
import json

import pytest

from infra.demo.checks import get
from tests.demo.running_demo import RunningDemo

pytestmark = pytest.mark.demo


def test_every_address_of_the_ready_line_answers(demo: RunningDemo) -> None:
    ready = demo.ready

    answers = {url: get(url)[0] for url in (f"{ready['site']}/", f"{ready['api']}/funds/", f"{ready['admin']}/login/")}

    assert set(answers.values()) == {200}, answers


def test_the_first_delivery_is_public(demo: RunningDemo) -> None:
    status = json.loads(get(f"{demo.ready['api']}/status/")[1])

    assert status["lastDelivery"]["provider"] == "DEMO"
    assert status["counts"]["funds"] >= 800


def test_the_bytes_of_a_document_have_the_checksum_that_is_its_name(demo: RunningDemo) -> None:
    api = demo.ready["api"]
    funds = json.loads(get(f"{api}/funds/")[1])["results"]
    fund = next(fund for fund in funds if fund["documentCount"])
    document = json.loads(get(f"{api}/funds/{fund['fundId']}/")[1])["documents"][0]

    status, content = get(f"{api.removesuffix('/api/v1')}{document['url']}")

    assert status == 200
    assert document["url"].endswith(f"/{hashlib.sha256(content).hexdigest()}.pdf")


def test_the_site_shows_a_fund_of_the_api(demo: RunningDemo) -> None:
    fund = json.loads(get(f"{demo.ready['api']}/funds/")[1])["results"][0]

    status, page = get(f"{demo.ready['site']}/funds/{fund['fundId']}")

    assert status == 200
    assert fund["fundId"].encode() in page


def test_management_commands_work_with_the_environment_that_the_demo_wrote(demo: RunningDemo) -> None:
    answer = demo.manage("sync_feed", "--json")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["outcome"] == "unchanged"


def test_the_next_day_is_delivered_and_synced_by_one_command(demo: RunningDemo) -> None:
    before = json.loads(get(f"{demo.ready['api']}/status/")[1])["lastDelivery"]["contentDate"]

    answer = demo.make("demo-next-day")

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert json.loads(get(f"{demo.ready['api']}/status/")[1])["lastDelivery"]["contentDate"] > before


def test_a_second_demo_on_the_same_state_is_refused_in_a_sentence(demo: RunningDemo) -> None:
    answer = demo.make("demo")

    assert answer.returncode != 0
    assert "a demo already runs" in answer.stderr


def test_the_end_of_make_leaves_no_process_and_the_next_start_keeps_the_data(demo: RunningDemo) -> None:
    before = json.loads(get(f"{demo.ready['api']}/status/")[1])["lastDelivery"]

    demo.stop()

    assert demo.processes() == []
    demo.start()
    assert json.loads(get(f"{demo.ready['api']}/status/")[1])["lastDelivery"] == before
