"""Two roles in PostgreSQL: the owner of the tables migrates, web and worker may only work with rows."""
