"""What waits in the demo's inbox about facts: words about funds, decisions about deliveries, rules of the feed."""
