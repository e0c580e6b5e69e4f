"""What every answer below `/api/` keeps, whoever made it."""
