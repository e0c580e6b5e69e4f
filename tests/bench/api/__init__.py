"""What an answer of the API costs beside the same answer of others, over the same funds, in the same minutes."""
