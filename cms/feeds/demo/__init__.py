"""What waits in the demo's inbox about facts and people: funds, deliveries, rules, roles."""
