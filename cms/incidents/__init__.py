"""Incidents: what doesn't work, from its first sign to what was learnt from it."""
