"""The OpenAPI file as pages for people: the same words, and nothing that the file doesn't say."""
