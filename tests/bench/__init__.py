"""Measures, not tests: what the feed costs beside the least that the work could cost, and the API beside others."""
