"""Whole profiles to measure with: up to ten thousand chats and a million messages."""
