"""Every read of facts that others need."""
