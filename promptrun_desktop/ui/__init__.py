"""Qt widgets: they call services and listen to them, and never await."""
