"""What an answer says, put together from facts and words."""
