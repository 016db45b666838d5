"""The same answer at the same pace, drawn as others draw it: `python -m benchmarks.rivals`."""
