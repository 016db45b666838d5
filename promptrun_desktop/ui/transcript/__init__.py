"""The conversation view: messages drawn by us, from blocks, as plain characters."""
