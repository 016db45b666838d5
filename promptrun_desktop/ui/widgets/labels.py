"""Labels that draw foreign text as the plain characters it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.widgets.paragraph import Paragraph


def plain_label(text: str = "", tone: str = "", size: str = "", *, wrap: bool = True) -> QLabel:
    """`tone`: dim, faint, accent, err, ok, warn; `size`: small, tiny, bold, title16, title24."""
    label = Paragraph(text) if wrap else _one_line(text)
    if tone:
        label.setProperty("tone", tone)
    if size:
        label.setProperty("textSize", size)
    return label


def _one_line(text: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    return label


def set_tone(label: QWidget, tone: str) -> None:
    """Change the colour of a label that is already shown."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        repolish(label)


def repolish(widget: QWidget) -> None:
    """The style sheet reads properties once; after a change it must look again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Chip(QLabel):
    """A word in a tinted box."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("chip", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text is its accessible name."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elide_mode = Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        # A line break in a foreign title would make a second, unseen line.
        super().setText(" ".join(text.split()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 2, super().sizeHint().height())

    def is_elided(self) -> bool:
        return self.shown_text() != self.text()

    def shown_text(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self.elide_mode, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        right = is_rtl(self.text())
        direction = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        flags = QStyle.visualAlignment(direction, self.alignment()) | Qt.AlignmentFlag.AlignAbsolute
        painter.setPen(option.palette.color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), flags, self.shown_text())
