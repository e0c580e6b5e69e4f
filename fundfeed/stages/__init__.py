"""The nine stages of a run. Verify, parse, validate, compare and guard are pure functions."""
