"""A file that is dropped onto the window: it is taken for chats to bring in."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import plain_label


class DropTarget(QObject):
    """Watches the window alone: what its parts take themselves never comes here. `dropped`
    carries a path; what it is, is found out when it is read."""

    dropped = Signal(Path)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hint = _Hint(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self._hint.hide()
            return False
        if not isinstance(event, QDropEvent) or watched is not self._window:
            return False
        path = local_path(event.mimeData())
        self._hint.hide()
        if path is None:
            return False
        # Nothing is moved away from where it was.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind == QEvent.Type.Drop:
            self.dropped.emit(path)
        else:
            self._hint.cover()
        return True


def local_path(mime: QMimeData) -> Path | None:
    """The one file or folder that is carried; a file of another computer is none."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile() or urls[0].host():
        return None
    return Path(urls[0].toLocalFile())


class _Hint(QFrame):
    """Says what dropping will do, over the whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("drop_hint")
        self.setProperty("surface", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = plain_label(self.tr("Drop it to see which chats are in it"), size="title16")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(words)
        self.hide()

    def cover(self) -> None:
        margin = 16
        self.setGeometry(self._window.rect().adjusted(margin, margin, -margin, -margin))
        self.raise_()
        self.show()
