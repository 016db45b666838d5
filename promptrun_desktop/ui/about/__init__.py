"""What this app is, what is in it, and where it keeps what belongs to the person."""
