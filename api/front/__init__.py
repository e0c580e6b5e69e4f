"""Before Django: what was published is answered without the rest of the way."""
