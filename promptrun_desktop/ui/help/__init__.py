"""The guide inside the app: its pages, drawn by our own code, in a window of their own."""
