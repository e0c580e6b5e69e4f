"""How facts appear in the admin: lists and pages to read, which nobody can write through."""
