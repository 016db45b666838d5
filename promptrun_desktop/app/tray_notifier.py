"""Notifications where the system takes them from an icon in its tray: Windows and macOS."""

from collections.abc import Callable

from PySide6.QtWidgets import QSystemTrayIcon, QWidget


class TrayNotifier:
    """`chosen` hears of a click: the key of what was shown last, and an empty token."""

    def __init__(self, window: QWidget, chosen: Callable[[str, str], object]) -> None:
        self._key = ""
        self._icon = QSystemTrayIcon(window.windowIcon(), window)
        self._icon.setToolTip("Promptrun Desktop")
        self._icon.messageClicked.connect(lambda: chosen(self._key, ""))
        # There only while there is something to click on.
        self._icon.messageClicked.connect(self._icon.hide)
        self._icon.activated.connect(lambda _reason: chosen(self._key, ""))
        self._icon.activated.connect(self._icon.hide)

    async def show(self, key: str, title: str, text: str, act: str) -> bool:
        """Plain text. False where there is no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        self._key = key
        self._icon.show()
        self._icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.NoIcon)
        return True
