"""What a model wrote before its answer: folded away until someone asks for it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.sheet import THOUGHT, Face, Sheet


class Thinking(QWidget):
    """The clickable head; the text is a `Body` of the message, so that it can be selected."""

    toggled = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._text: list[str] = []
        self.body = Body(sheet)
        self.open = False
        self.setObjectName("thinking")
        self.button = SmallButton(
            sheet,
            "show_thinking",
            icon="chevron-right",
            text=self.tr("Thinking"),
            face=Face(13, tone="dim"),
            parent=self,
        )
        self.button.setToolTip(self.tr("Show what the model thought before it answered"))
        self.button.clicked.connect(self._toggle)

    @property
    def text(self) -> str:
        self._text = ["".join(self._text)]
        return self._text[0]

    def set_text(self, text: str) -> None:
        if text != self.text:
            self._text = [text]
            self._show()

    def add_text(self, text: str) -> None:
        self._text.append(text)
        self._show()

    def arrange(self, x: int, y: int, width: int) -> int:
        """Place the head and the text; the height both take in the message."""
        size = self.button.sizeHint()
        inset = self._sheet.px(6)
        self.setGeometry(x - inset, y, size.width(), size.height())
        self.button.setGeometry(0, 0, size.width(), size.height())
        if not self.open:
            return size.height()
        gap = self._sheet.px(4)
        self.body.x, self.body.y = x + self._sheet.px(16), y + size.height() + gap
        self.body.lay_out(width - self._sheet.px(16))
        return size.height() + gap + self.body.height

    def paint_text(self, painter: QPainter, clip: QRectF) -> None:
        if not self.open:
            return
        bar = QRectF(self.body.x - self._sheet.px(16), self.body.y, 3, self.body.height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._sheet.colour("line"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        self.body.paint(painter, clip, "")

    def _show(self) -> None:
        if self.open:
            self.body.show_plain(self.text.strip(), THOUGHT)
            self.body.width = 0

    def _toggle(self) -> None:
        self.open = not self.open
        self.button.set_icon("chevron-down" if self.open else "chevron-right")
        self._show()
        self.body.selection = None
        self.toggled.emit()
