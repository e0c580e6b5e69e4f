"""Real servers for the demo and the tests, each started by one small module and bound to 127.0.0.1."""
