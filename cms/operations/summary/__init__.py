"""The day in one mail, at six in the evening: paragraphs that applications write."""
