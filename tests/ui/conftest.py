"""One look for every test of the window: a style sheet for the application is set once."""

import pytest
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui.look import Look


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    look = Look(qapp)
    look.set("light", 100)
    return look
