"""Without a back end: what was kept is served, people get the page of maintenance, programs a problem."""

import json
from pathlib import Path

from infra.parts.nginx import AS_US, Nginx
from infra.parts.part import running
from tests.integration.infra.nginx.standing import FUNDS, BackEnd, ask, ask_at, end, placed

AWAY = Path(__file__).parents[4] / "infra" / "kubernetes" / "maintenance" / "nginx.conf"


class Away(Nginx):
    """The server of the page in a cluster, with its own file."""

    def prepare(self) -> None:
        """Our places instead of a container's."""
        places = (
            ("/tmp/", f"{self.directory}/"),  # noqa: S108 - a container's own
            ("listen 8080", f"listen 127.0.0.1:{self.site_port}"),
            ("/srv/maintenance", str(self.maintenance)),
        )
        text = AWAY.read_text()
        for said, here in places:
            assert said in text
            text = text.replace(said, here)
        self.directory.mkdir(parents=True)
        (self.directory / "nginx.conf").write_text(f"daemon off;\n{AS_US}\n{text}")


def maintenance_place(tmp_path: Path) -> Path:
    """What the release brings, and an empty place for what a worker writes."""
    place = tmp_path / "maintenance"
    (place / "now").mkdir(parents=True)
    (place / "maintenance.html").write_text("Back soon")
    (place / "maintenance.css").write_text("body {}")
    return place


def test_when_the_back_end_is_gone_what_was_kept_is_still_served(proxy: Nginx, back_end: BackEnd) -> None:
    for _ in range(3):
        ask(proxy)
    end(back_end)

    answer, _ = ask(proxy)

    assert answer.status == 200


def test_without_a_back_end_programs_get_a_problem_and_people_the_maintenance_page(
    proxy: Nginx, back_end: BackEnd
) -> None:
    end(back_end)

    of_api, problem = ask(proxy)
    of_site, page = ask_at(proxy.site_port, "/funds/DEM00001")

    assert (of_api.status, of_api.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(problem)["requestId"] == of_api.headers["X-Request-ID"]
    assert (of_site.status, of_site.headers["Retry-After"]) == (503, "300")
    assert "The fund register is being maintained" in page.decode()


def test_the_page_with_reason_and_end_takes_the_place_of_the_plain_one(
    back_end: BackEnd, tmp_path: Path, program: str
) -> None:
    end(back_end)
    place = maintenance_place(tmp_path)
    nginx = placed(Nginx, program=program, back_end=back_end, tmp_path=tmp_path, maintenance=place)
    with running(nginx, state=tmp_path):
        _, before = ask_at(nginx.site_port, "/")
        (place / "now" / "maintenance.html").write_text("Back at ten")
        answer, after = ask_at(nginx.site_port, "/funds/DEM00001")

    assert before == b"Back soon"
    assert (answer.status, answer.headers["Content-Type"], after) == (503, "text/html", b"Back at ten")


def test_in_a_cluster_a_server_of_its_own_shows_it_and_tells_programs_in_their_words(
    back_end: BackEnd, tmp_path: Path, program: str
) -> None:
    place = maintenance_place(tmp_path)
    away = placed(Away, program=program, back_end=back_end, tmp_path=tmp_path, maintenance=place)
    with running(away, state=tmp_path):
        _, before = ask_at(away.site_port, "/")
        (place / "now" / "maintenance.html").write_text("Back at ten")
        page, after = ask_at(away.site_port, "/funds/DEM00001")
        problem, words = ask_at(away.site_port, FUNDS)
        style, _ = ask_at(away.site_port, "/maintenance.css")
        well, _ = ask_at(away.site_port, "/healthz")

    assert before == b"Back soon"
    assert (page.status, page.headers["Retry-After"], after) == (503, "300", b"Back at ten")
    assert (problem.status, problem.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(words)["code"] == "unavailable"
    assert (style.status, style.headers["Content-Type"], well.status) == (200, "text/css", 204)
