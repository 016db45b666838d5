"""Promptrun Desktop: a chat client for Promptrun and every OpenAI-compatible address."""

__version__ = "0.1.0"
