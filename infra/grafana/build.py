"""From our words to Grafana's: each board as the JSON that Grafana reads."""

from collections.abc import Iterator
from typing import Any, Final

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef, GridPos, Threshold, ThresholdsMode

from .boards import database, feed, infrastructure, overview, people, service
from .parts import WHOLE, Board, Limits, Panel, Row

BOARDS: Final = tuple(module.BOARD for module in (overview, service, feed, people, infrastructure, database))
GREEN, AMBER, RED = "green", "orange", "red"
SOURCE: Final = DataSourceRef(type_val="prometheus", uid="${source}")


def as_json(board: Board) -> str:
    """One dashboard, the same bytes each time."""
    made = dashboard.Dashboard(board.title).uid(f"fundrepo-{board.name}").description(board.about)
    made = made.tags(["fund-repository"]).refresh("1m").time("now-24h", "now").timezone("browser").editable()
    made = made.with_variable(dashboard.DatasourceVariable("source").label("Data source").type("prometheus"))
    top = 0
    for row in board.rows:
        made = made.with_row(dashboard.Row(row.title).grid_pos(GridPos(h=1, w=WHOLE, x=0, y=top)))
        for panel in _panels(row, top + 1):
            made = made.with_panel(panel)
        top += 1 + row.height
    return str(JSONEncoder(sort_keys=True, indent=2, ensure_ascii=False).encode(made.build())) + "\n"


def _panels(row: Row, top: int) -> Iterator[Any]:
    width = WHOLE // len(row.panels)
    for place, panel in enumerate(row.panels):
        made = _number() if panel.kind == "number" else _lines()
        made = made.title(panel.title).description(panel.about).unit(panel.unit).datasource(SOURCE)
        made = made.grid_pos(GridPos(h=row.height, w=width, x=place * width, y=top))
        if panel.limits:
            made = made.thresholds(_thresholds(panel.limits))
        for question in _questions(panel):
            made = made.with_target(question)
        yield made


def _number() -> stat.Panel:
    return stat.Panel().reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"])).no_value("not measured")


def _lines() -> timeseries.Panel:
    return timeseries.Panel().line_width(1).fill_opacity(8).no_value("not measured")


def _thresholds(limits: Limits) -> dashboard.ThresholdsConfig:
    steps = [Threshold(None, GREEN), Threshold(limits.warning, AMBER), Threshold(limits.critical, RED)]
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)


def _questions(panel: Panel) -> Iterator[prometheus.Dataquery]:
    for place, (expression, name) in enumerate(panel.questions):
        yield prometheus.Dataquery().expr(expression).legend_format(name or "__auto").ref_id(chr(ord("A") + place))
