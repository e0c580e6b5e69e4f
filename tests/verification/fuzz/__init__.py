"""Questions that nobody thought of: what the API's own description allows, and what it doesn't."""
