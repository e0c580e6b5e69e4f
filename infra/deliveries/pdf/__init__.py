"""Fund-like PDFs made of a record's own fields: the same bytes for the same record on every machine."""

from infra.deliveries.pdf.render import render, render_all

__all__ = ["render", "render_all"]
