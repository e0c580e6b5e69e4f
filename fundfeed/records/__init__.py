"""Frozen, typed values that the stages hand to each other; no database, no network, no clock."""
