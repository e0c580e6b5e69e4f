"""Keeping watch: what is told of people's doings at the door, and how this installation is set up."""
