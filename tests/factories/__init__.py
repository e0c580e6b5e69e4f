"""Makers of what tests talk about: records, deliveries at a provider's site, PDFs, and answers of the public API."""
