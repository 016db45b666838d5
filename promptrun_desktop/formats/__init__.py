"""A conversation to text; pure functions."""
