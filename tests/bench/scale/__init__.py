"""What so many visits a day need, simulated with the measured costs of one request."""
