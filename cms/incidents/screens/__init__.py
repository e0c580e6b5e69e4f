"""Screens of incidents in the admin."""
