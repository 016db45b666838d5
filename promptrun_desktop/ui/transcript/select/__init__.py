"""Selecting across messages, by mouse and keys, and what is copied."""
