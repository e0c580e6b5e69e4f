"""Who did what, when, from where and why: append-only, chained, and verifiable by anybody."""
