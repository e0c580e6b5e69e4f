"""The outside world: SFTP, directories, storage, PDFs, mail. Each is imported by name: some need no settings."""
