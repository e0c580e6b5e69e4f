"""Help for the public and for colleagues: articles, requests for help and what becomes of them."""
