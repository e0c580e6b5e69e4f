"""How the API refuses: codes that are a promise, and how each is told."""
