"""What a delivery changes, field by field: found by pure functions, told as text, JSON and CSV."""
