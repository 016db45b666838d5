"""The embedded endpoint: a real HTTP server on loopback that streams."""
