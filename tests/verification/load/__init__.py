"""Many at once, for as long as it takes: what they get while deliveries come and things are lost."""
