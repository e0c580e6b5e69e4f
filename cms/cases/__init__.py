"""What incidents, support requests and changes have in common: number, priority, clocks, timeline, people."""
