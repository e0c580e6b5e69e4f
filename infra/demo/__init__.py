"""The whole product on one machine with one command: real parts, real processes, sample deliveries."""
