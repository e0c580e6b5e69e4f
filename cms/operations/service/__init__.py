"""How well it was served: what each process and each round leave behind, key figures, and troubles over time."""
