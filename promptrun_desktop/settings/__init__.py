"""Preferences, folders and the system keyring."""
