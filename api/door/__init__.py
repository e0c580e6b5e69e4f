"""Who comes in: keys, quotas, bodies, and what is closed."""
