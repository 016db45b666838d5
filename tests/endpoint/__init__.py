"""A real llama.cpp server for tests: other people's code on the other end of the wire."""
