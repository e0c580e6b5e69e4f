"""What was served: rows of minutes, and the days, weeks and months that are counted from them."""
