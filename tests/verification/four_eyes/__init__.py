"""One person alone against the gate: through HTTP, behind the code, and against the database alone."""
