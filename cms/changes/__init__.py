"""Changes of the installation: asked for, approved, carried out, and what came of them."""
