"""Makes the guide's pictures from the real window, and the pages in `docs/` from its texts."""
