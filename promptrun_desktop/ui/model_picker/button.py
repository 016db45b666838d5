"""The header's button: which model answers here."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from promptrun_desktop.ui.look import Look

_PAD, _GAP, _RADIUS = 8, 8, 8


class PickerButton(QAbstractButton):
    """A bold name, a faint id and a chevron; in a narrow header the id goes first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = self._id = ""
        self.setObjectName("model_picker")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_model(self, name: str, model_id: str) -> None:
        """`model_id` is foreign text; it is left out where it says the same as the name."""
        self._name, self._id = name, "" if model_id == name else model_id
        words = self.tr("Model: {name}. Choose another").replace("{name}", name)
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Choose the model that answers"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        name, small = self._metrics()
        width = 2 * _PAD + name.horizontalAdvance(self._name) + _GAP + self._chevron()
        if self._id:
            width += _GAP + small.horizontalAdvance(self._id)
        return QSize(width + 2, self._look.px(34))

    def minimumSizeHint(self) -> QSize:
        name, _small = self._metrics()
        least = min(name.horizontalAdvance(self._name), self._look.px(72))
        return QSize(2 * _PAD + least + _GAP + self._chevron(), self._look.px(34))

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        look = self._look
        return QFontMetrics(look.font(15, bold=True)), QFontMetrics(look.font(12))

    def _chevron(self) -> int:
        return self._look.icon_size.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        if self.underMouse() or self.isDown():
            veil = QColor(tokens.fg)
            veil.setAlphaF(0.1 if self.isDown() else 0.05)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRoundedRect(self.rect(), _RADIUS, _RADIUS)
        bold, small = self._metrics()
        room = self.width() - 2 * _PAD - _GAP - self._chevron()
        elide = Qt.TextElideMode.ElideRight
        name = bold.elidedText(self._name, elide, room)
        x = _PAD
        painter.setFont(self._look.font(15, bold=True))
        x = self._draw(painter, x, name, tokens.fg)
        left = room - (x - _PAD) - _GAP
        if self._id and left > small.horizontalAdvance("…mmm"):
            painter.setFont(self._look.font(12))
            x = self._draw(painter, x + _GAP, small.elidedText(self._id, elide, left), tokens.faint)
        side = self._chevron()
        box = QRect(x + _GAP, (self.height() - side) // 2, side, side)
        box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        self._look.icon("chevron-down", "fg").paint(painter, box)

    def _draw(self, painter: QPainter, x: int, text: str, colour: str) -> int:
        """Return where the text ends, counted from the leading edge."""
        width = painter.fontMetrics().horizontalAdvance(text)
        box = QStyle.visualRect(
            self.layoutDirection(), self.rect(), QRect(x, 0, width + 1, self.height())
        )
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        return x + width
