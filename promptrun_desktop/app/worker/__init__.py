"""The process that does long work: makes documents, archives and back-ups, reads foreign files."""
