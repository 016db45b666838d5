"""For every test: no screen unless one is asked for, and garbage is collected on this thread."""

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As in the app: a worker thread that collects would delete widgets.
gc.disable()


def pytest_collection_finish() -> None:
    """What every test shares is not looked through again at each collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    yield
    if gc.get_count()[0] > 20_000:
        gc.collect()
