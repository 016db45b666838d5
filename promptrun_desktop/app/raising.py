"""Brings the window to the front, as far as the desktop lets it."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.app.x11 import activate, time_of

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  the name of a variable


def bring_to_front(window: QWidget, token: str = "") -> None:
    """`token` is a desktop's leave to do so. Without one some only mark the window in their bar."""
    platform = QGuiApplication.platformName()
    if token and platform.startswith("wayland"):
        # Where Qt looks for it when it activates a window (xdg-activation).
        os.environ[_TOKEN] = token
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if platform == "xcb" and (time := time_of(token)) is not None:
        activate(int(window.winId()), time)
    QApplication.alert(window)
    # Used up: no program that the app starts should see it.
    os.environ.pop(_TOKEN, None)
