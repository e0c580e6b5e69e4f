"""Programs of others: who they are, their keys, their quotas, and what is pushed to them."""
