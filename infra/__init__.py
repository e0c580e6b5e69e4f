"""What runs the product: real parts, the demo, deliveries to try it on; no product logic."""
