"""Drafts in the real front end: one object, for its editor alone, for a quarter of an hour."""
