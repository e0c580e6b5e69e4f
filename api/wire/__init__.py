"""What HTTP asks of an answer: validators, ranges, compression, the id of a request."""
