"""Writes every dashboard: python -m infra.grafana"""

from pathlib import Path

from infra.grafana.build import BOARDS, as_json

FOLDER = Path(__file__).parent / "dashboards"

if __name__ == "__main__":
    for board in BOARDS:
        (FOLDER / f"{board.name}.json").write_text(as_json(board))
        print(f"infra/grafana/dashboards/{board.name}.json")
