"""Facts: what the information provider states about funds and documents. One writer: the feed."""
