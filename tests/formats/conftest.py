import pytest

from .browser import Browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """One for all pages that are opened; skips where there is no Chromium."""
    with Browser(tmp_path_factory.mktemp("chromium")) as started:
        yield started
