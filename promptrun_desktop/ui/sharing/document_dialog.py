"""What shall be on the document, and how it will look: the part that saving and printing share."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.services.documents import Options
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.choices import Choices
from promptrun_desktop.ui.sharing.included import Included
from promptrun_desktop.ui.sharing.scope import Scope, Wish
from promptrun_desktop.ui.sharing.words import SharingWords
from promptrun_desktop.ui.widgets import Hairline, button, plain_label

WIDTH, HEIGHT = 940, 640
SIDE = 304
# Below this width, at 100 % text, the choices have the room for themselves.
WITH_PREVIEW = 640
# There what a document has in it stands beside its form, from this width on.
BESIDE = 480
MARGIN = 24
_UNBOUND = 16_777_215


class DocumentDialog(QDialog):
    """Shown with `start()`. `changed` carries the wish once it is shown and whenever a person
    changes it; `wanted` what is to be done. It is closed by who does it.

    `preview` is shown where there is room; `column` takes the choices of a kind of document.
    """

    changed = Signal(object)
    wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        title: str,
        go: str,
        wish: Wish,
        scopes: Sequence[Scope],
        preview: QWidget,
        window: QWidget,
    ) -> None:
        """`go` is what the button says that does it."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._look = look
        self._scopes = {each.kind.value: each for each in scopes}
        self.wish = wish
        self._what = self._make_what()
        self._included = Included(wish.options)
        self._included.changed.connect(self._choose_options)
        self._caption = plain_label("", "dim", "small", wrap=False)
        self._caption.setObjectName("document_caption")
        self._go = button(go, "document_go", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(lambda: self.wanted.emit(self.wish))
        preview.setObjectName("document_preview")
        self._preview = self._frame(preview)
        self.column = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._lay_out()
        room = window.size()
        self.resize(
            min(look.px(WIDTH), max(room.width() - 32, 320)),
            min(look.px(HEIGHT), max(room.height() - 32, 240)),
        )

    def start(self) -> None:
        self.open()
        self.changed.emit(self.wish)

    def set_caption(self, text: str) -> None:
        """Stands below the preview: how many pages, or of which chat."""
        self._caption.setText(text)

    @property
    def shows_preview(self) -> bool:
        return not self._preview.isHidden()

    def choose(self, wish: Wish) -> None:
        self.wish = self.fit(wish)
        self.changed.emit(self.wish)

    def fit(self, wish: Wish) -> Wish:
        """As far as this kind of document can be had; what is offered follows it."""
        return wish

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        shown = self.width() >= self._look.px(WITH_PREVIEW)
        came = shown and self._preview.isHidden()
        self._preview.setVisible(shown)
        beside = not shown and self.width() >= self._look.px(BESIDE)
        direction = QBoxLayout.Direction
        self._sections.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._side.setMaximumWidth(self._look.px(SIDE) if shown else _UNBOUND)
        if came and self.isVisible():
            self.changed.emit(self.wish)

    def _choose_scope(self, kind: str) -> None:
        self.choose(replace(self.wish, scope=self._scopes[kind]))

    def _choose_options(self, options: Options) -> None:
        self.choose(replace(self.wish, options=options))

    def _make_what(self) -> Choices:
        what, words = Choices(self.tr("What"), "document_scope"), SharingWords()
        what.offer([(kind, words.scope(each)) for kind, each in self._scopes.items()])
        what.set_value(self.wish.scope.kind.value)
        what.chosen.connect(self._choose_scope)
        # One is no choice.
        what.setVisible(len(self._scopes) > 1)
        return what

    def _frame(self, preview: QWidget) -> QWidget:
        frame = QFrame()
        frame.setProperty("surface", "side")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(preview, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 8)
        row.addStretch(1)
        row.addWidget(self._caption)
        row.addStretch(1)
        column.addLayout(row)
        return frame

    def _lay_out(self) -> None:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(16)
        column.addWidget(plain_label(self.windowTitle(), size="title16"))
        column.addWidget(self._what)
        self._sections = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sections.setSpacing(16)
        self._sections.addLayout(self.column, 1)
        self._sections.addWidget(self._included, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._sections)
        column.addStretch(1)
        self._side = QScrollArea()
        self._side.setObjectName("document_choices")
        self._side.setWidgetResizable(True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setWidget(choices)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side, 1)
        middle.addWidget(self._preview, 2)
        cancel = button(self.tr("Cancel"), "document_cancel")
        cancel.clicked.connect(self.reject)
        # A quiet button at the start: its words stand in line with what is above.
        self.foot.setContentsMargins(MARGIN - 13, 12, MARGIN, 16)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self._go)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(Hairline())
        outer.addLayout(self.foot)
