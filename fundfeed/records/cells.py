"""Cells of a spreadsheet, whose content others wrote."""

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def harmless_or_number(cell: str) -> str:
    """The same, but numbers below zero stay numbers."""
    return cell if NUMBER.fullmatch(cell) else harmless(cell)
