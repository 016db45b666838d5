"""Starting, composing and closing the application."""
