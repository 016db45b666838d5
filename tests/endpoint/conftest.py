"""Makes the fixture known to the tests of this folder."""

from .fixture import llamacpp

__all__ = ["llamacpp"]
