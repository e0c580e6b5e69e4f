"""How log lines look, whom they speak of, and what they never say."""
