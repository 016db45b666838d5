"""A Copy button in the head of each code card: real buttons, so that Tab finds them."""

from PySide6.QtCore import QPointF, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.translation import translate

COPIED_MS = 1500


class CopyButtons:
    """Kept in step with the cards of a body; `arrange` after each layout."""

    def __init__(self, sheet: Sheet, body: Body, parent: QWidget) -> None:
        self._sheet = sheet
        self._body = body
        self._parent = parent
        self._buttons: dict[CodeCard, SmallButton] = {}

    def arrange(self) -> bool:
        """Place them; whether there are others than before."""
        cards = [item for item in self._body.items if isinstance(item, CodeCard)]
        changed = len(cards) != len(self._buttons)
        for gone in self._buttons.keys() - set(cards):
            self._buttons.pop(gone).deleteLater()
            changed = True
        for card in cards:
            if card not in self._buttons:
                self._buttons[card] = self._make(card)
            button = self._buttons[card]
            place = card.button_place(QRect(button.rect().topLeft(), button.sizeHint()))
            place.translate(self._body.x, self._body.y + card.top)
            button.setGeometry(place)
        return changed

    def in_order(self) -> list[SmallButton]:
        cards = (item for item in self._body.items if isinstance(item, CodeCard))
        return [self._buttons[card] for card in cards if card in self._buttons]

    def code_at(self, point: QPointF) -> str:
        """The code of the card under a point of the message."""
        if not self._body.items or not self._body.contains(point):
            return ""
        item = self._body.items[self._body.index_at(point.y())]
        return item.code.code if isinstance(item, CodeCard) else ""

    def _make(self, card: CodeCard) -> SmallButton:
        button = SmallButton(
            self._sheet,
            "copy_code",
            icon="copy",
            text=translate("Transcript", "Copy"),
            parent=self._parent,
        )
        button.setAccessibleName(translate("Transcript", "Copy code"))
        button.clicked.connect(lambda: self._copy(card))
        button.show()
        return button

    def _copy(self, card: CodeCard) -> None:
        QGuiApplication.clipboard().setText(card.code.code)
        button = self._buttons[card]
        self._say(button, "check", translate("Transcript", "Copied"))
        QTimer.singleShot(
            COPIED_MS, button, lambda: self._say(button, "copy", translate("Transcript", "Copy"))
        )

    def _say(self, button: SmallButton, icon: str, text: str) -> None:
        button.set_icon(icon)
        button.setText(text)
        self.arrange()
