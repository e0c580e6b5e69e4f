"""Measures, not tests: what the feed costs beside the least that the same work could cost."""
