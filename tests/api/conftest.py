"""Makes the real server known to the tests of this folder."""

from tests.endpoint.fixture import llamacpp

__all__ = ["llamacpp"]
