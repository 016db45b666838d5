"""What a list of equally high rows shows."""

from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui.sidebar.rows import RowsView


class Paints(QObject):
    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _settle() -> None:
    """Whatever is painted by itself is painted by then."""
    for _ in range(20):
        QApplication.processEvents()


def test_what_is_scrolled_is_painted(qtbot, look):
    view, model = RowsView(look), QStringListModel([f"row {at}" for at in range(100)])
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(200, 300)
    view.show()
    qtbot.waitExposed(view)
    _settle()
    paints = Paints(view.viewport())
    for value in (10, 400, 2_000):
        before = paints.count
        view.verticalScrollBar().setValue(value)
        _settle()
        assert paints.count > before
    assert view.seen().start == 2_000 // view.row_height
