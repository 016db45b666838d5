"""The embedded endpoint, spoken to over real sockets."""
