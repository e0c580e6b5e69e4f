"""Metrics for Prometheus: what this process counted, and what database and broker say when they are scraped."""
