"""What runs inside a root of the check, with nothing but Python's standard library."""
