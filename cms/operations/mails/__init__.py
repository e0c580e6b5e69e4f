"""Mails that don't leave, for those who operate."""
