"""What editors would write: content of the demo in both languages, taken through the gate as the screens do."""
