"""Two versions of a message, and the words in which they differ."""
