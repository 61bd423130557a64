"""How fast and how well statements are read."""
