"""Upkeep: what the database says of itself, and the jobs that clear away what nobody needs any more."""
