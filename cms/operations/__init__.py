"""Running the installation: what operators announce."""
