"""Access: who may do what here is decided by two people, like everything that the public sees."""
