"""Finding text in the open conversation."""
