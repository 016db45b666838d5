"""The dialog: every change applies at once, so there is nothing to confirm."""

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.domain.copies import COPIES_WEEKS
from promptrun_desktop.settings.schema import Settings, bounds
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.about import About
from promptrun_desktop.ui.preferences.account import Account
from promptrun_desktop.ui.preferences.chats import Chats
from promptrun_desktop.ui.preferences.choice import Choice
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.preferences.switch import Switch
from promptrun_desktop.ui.preferences.text_size import TextSize
from promptrun_desktop.ui.widgets import Hairline, button, fill, plain_label, scrolling

WIDTH, HEIGHT = 520, 660


class Preferences(QDialog):
    """Shown with `open()`. `changed` carries a field of `Settings` and its new value; `chats` asks
    for what is done with all of them."""

    changed = Signal(str, object)
    replace_key_requested = Signal()
    forget_key_requested = Signal()
    give_up_key_requested = Signal()
    remove_look_around_requested = Signal()
    restore_requested = Signal()
    about_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Preferences"))
        self._account = Account(look)
        self._account.replace_requested.connect(self.replace_key_requested)
        self._account.forget_requested.connect(self.forget_key_requested)
        self._account.give_up_requested.connect(self.give_up_key_requested)
        appearance = self._make_appearance(look)
        self._look_around = self._make_look_around()
        self._line = Hairline()
        writing, answers, copies = (
            self._make_writing(look),
            self._make_answers(),
            self._make_copies(),
        )
        self.chats = Chats(look)
        self._about = About(look)
        self._about.about_requested.connect(self.about_requested)
        self._arrange(self._account, appearance, writing, answers, self.chats, copies)
        self.set_look_around(False)
        self.set_settings(Settings())
        room = parent.window().size() if parent else None
        width, height = look.px(WIDTH), look.px(HEIGHT)
        self.resize(
            min(width, room.width() - 16) if room else width,
            min(height, room.height() - 16) if room else height,
        )

    def set_settings(self, settings: Settings) -> None:
        """Show these; nothing is emitted."""
        self._theme.set_value(settings.theme)
        self._text_size.set_value(settings.text_size)
        self._send_keys[settings.send_key].setChecked(True)
        self._notify.set_value(settings.notify)

    def add(self, section: Section) -> None:
        """Before the last one."""
        at = self._column.indexOf(self._about) - 1
        self._column.insertWidget(at, Hairline())
        self._column.insertWidget(at + 1, section)

    def set_key(self, last4: str, where: str) -> None:
        """`where` as in "your desktop’s keyring", empty for no key."""
        self._account.set_key(last4, where)

    def show_problem(self, sentence: str) -> None:
        """What went wrong with the key, beside it; gone with the next `set_key`."""
        self._account.show_problem(sentence)

    def show_waiting(self, sentence: str) -> None:
        """What is waited for before the key can be told; nothing any more if empty."""
        self._account.show_waiting(sentence)

    def set_look_around(self, present: bool) -> None:
        """Whether there are chats with made-up answers to remove."""
        self._look_around.setVisible(present)
        self._line.setVisible(present)

    def _make_appearance(self, look: Look) -> Section:
        section = Section(self.tr("Appearance"), "appearance")
        self._theme = Choice(
            "theme",
            (
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("system", self.tr("Like the system")),
            ),
        )
        self._theme.chosen.connect(lambda value: self.changed.emit("theme", value))
        self._text_size = TextSize(look, *bounds("text_size"))
        self._text_size.chosen.connect(lambda value: self.changed.emit("text_size", value))
        section.column.addWidget(self._theme)
        section.column.addSpacing(4)
        section.column.addWidget(plain_label(self.tr("Text size"), "dim"))
        section.column.addWidget(self._text_size)
        return section

    def _make_writing(self, look: Look) -> Section:
        section = Section(self.tr("Writing"), "writing")
        mac = sys.platform == "darwin"
        alone = self.tr("Return") if mac else self.tr("Enter")
        shifted = self.tr("⇧ Return") if mac else self.tr("Shift+Enter")
        with_ctrl = self.tr("⌘ Return") if mac else self.tr("Ctrl+Enter")
        self._send_keys = {}
        for value, key, other in (("enter", alone, shifted), ("ctrl_enter", with_ctrl, alone)):
            radio = QRadioButton(self.tr("{key} sends").replace("{key}", key))
            line = self.tr("{key} starts a new line").replace("{key}", other)
            radio.setObjectName(f"send_key_{value}")
            radio.setAccessibleName(f"{radio.text()}, {line}")
            radio.clicked.connect(
                lambda _checked, value=value: self.changed.emit("send_key", value)
            )
            section.column.addWidget(radio)
            explained = plain_label(line, "dim", "small")
            explained.setContentsMargins(look.px(24), 0, 0, 0)
            section.column.addWidget(explained)
            self._send_keys[value] = radio
        return section

    def _make_answers(self) -> Section:
        section = Section(self.tr("Answers"), "answers")
        self._notify = Switch(
            "notify",
            self.tr("Tell me when an answer is ready"),
            self.tr("While this window is not in front"),
        )
        self._notify.chosen.connect(lambda value: self.changed.emit("notify", value))
        section.column.addWidget(self._notify)
        return section

    def _make_copies(self) -> Section:
        section = Section(self.tr("Copies of your chats"), "copies_of_chats")
        kept = self.tr(
            "While the app is open, it makes a copy of all chats every day. "
            "Copies are kept for up to {weeks} weeks."
        )
        section.column.addWidget(plain_label(kept.replace("{weeks}", str(COPIES_WEEKS)), "dim"))
        restore = button(self.tr("Restore a copy…"), "restore_copy")
        restore.clicked.connect(self.restore_requested)
        section.column.addWidget(restore, 0, Qt.AlignmentFlag.AlignLeft)
        return section

    def _make_look_around(self) -> Section:
        section = Section(self.tr("Look-around chats"), "look_around_chats")
        section.column.addWidget(
            plain_label(self.tr("These chats have made-up answers. Your own chats stay."), "dim")
        )
        remove = button(self.tr("Remove these chats"), "remove_look_around")
        remove.setAccessibleName(self.tr("Remove the look-around chats"))
        remove.clicked.connect(self.remove_look_around_requested)
        section.column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        return section

    def _arrange(self, *sections: Section) -> None:
        page = QWidget()
        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for section in sections:
            if column.count():
                column.addWidget(Hairline())
            column.addWidget(section)
        column.addWidget(self._line)
        column.addWidget(self._look_around)
        column.addWidget(Hairline())
        column.addWidget(self._about)
        column.addStretch(1)
        done = button(self.tr("Done"), "preferences_done", "primary")
        done.clicked.connect(self.accept)
        fill(self, scrolling(page), done)
