"""Leaves are painted into a picture: no window is needed."""

import pytest

from .bodies import painted


@pytest.fixture
def paint():
    return lambda body, **part: painted(body, 400, **part)
