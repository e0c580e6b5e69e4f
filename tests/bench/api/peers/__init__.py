"""Others that could serve the same funds: as their own documentation shows them, on the same server and database."""
