"""Accidents: power cuts, failing disks, two windows at once. What was promised must be there."""
