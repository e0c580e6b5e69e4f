"""How often documents are downloaded: counts by day, and nothing about who did it."""
