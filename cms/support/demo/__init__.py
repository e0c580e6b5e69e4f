"""Support in the demo."""
