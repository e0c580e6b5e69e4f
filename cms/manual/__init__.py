"""The manual in the admin: whoever is on duty reads it where the work is done."""
