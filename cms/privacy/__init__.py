"""Personal data: what is kept of whom, why, how long, who looked at it, and how it goes."""
