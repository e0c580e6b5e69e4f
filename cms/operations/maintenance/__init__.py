"""Maintenance: when it comes round, what it closes and silences meanwhile, and what is told of it."""
