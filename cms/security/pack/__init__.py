"""What an auditor asks for, gathered into one file."""
