"""Four eyes: nothing that the public sees changes unless one person proposes it and another one approves it."""
