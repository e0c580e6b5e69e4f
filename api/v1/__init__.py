"""The addresses below `/api/v1/`, each in a module that is called as its address."""
