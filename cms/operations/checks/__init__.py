"""Checks: what is looked at to know that all is well, each by itself and within its time."""
