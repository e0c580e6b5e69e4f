"""Dashboards for Grafana as code: `boards/` says what each shows, `python -m infra.grafana` writes `dashboards/`."""
