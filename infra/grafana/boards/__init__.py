"""What each dashboard shows, as values."""
