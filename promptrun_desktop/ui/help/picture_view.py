"""A picture of the guide, light or dark by the palette; its room is kept until it is there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from promptrun_desktop.ui.help.guide import Picture
from promptrun_desktop.ui.help.pictures import Pictures, Wanted
from promptrun_desktop.ui.look import Look

_ROUND = 10


class PictureView(QWidget):
    """As wide as it was taken, larger with the text, or as there is room; its words are what a
    screen reader says."""

    def __init__(self, look: Look, pictures: Pictures, picture: Picture) -> None:
        super().__init__()
        self._look, self._picture = look, picture
        self._pixmap = QPixmap()
        self._pictures = pictures
        self._wanted: Wanted | None = None
        pictures.came.connect(self._on_came)
        self.setObjectName("help_picture")
        self.setAccessibleName(picture.alt)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._grow)
        self._grow()

    @property
    def is_there(self) -> bool:
        """Whether the picture is drawn by now."""
        return not self._pixmap.isNull()

    def heightForWidth(self, width: int) -> int:
        width = min(width, self.maximumWidth())
        return max(1, round(width * self._picture.height / self._picture.width))

    def sizeHint(self) -> QSize:
        width = self.maximumWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(80))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(room, _ROUND, _ROUND)
        if self.is_there:
            painter.setClipPath(edge)
            painter.drawPixmap(self.rect(), self._pixmap)
            painter.setClipping(False)
        painter.setPen(QPen(self._look.tokens.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge)

    def _grow(self) -> None:
        self.setMaximumWidth(self._look.px(self._picture.width))
        self._ask()

    def _ask(self) -> None:
        """For the picture as it is seen now; what was asked for before is not waited for."""
        size = self.size() * self.devicePixelRatioF()
        wanted = Wanted(str(self._picture.path(dark=self._look.tokens.dark)), size)
        if not size.isEmpty() and wanted != self._wanted:
            self._wanted = wanted
            self._pictures.ask(wanted)

    def _on_came(self, wanted: Wanted, image: QImage) -> None:
        if wanted == self._wanted and not image.isNull():
            self._pixmap = QPixmap.fromImage(image)
            self.update()
