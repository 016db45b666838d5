"""The geometry of a conversation: what is where, and what of it is seen."""
