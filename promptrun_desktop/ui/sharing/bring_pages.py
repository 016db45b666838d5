"""The pages of the dialog that brings chats in: where from, reading, what is in it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from promptrun_desktop.services.transfer import Preview, Unread
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.fold import Fold
from promptrun_desktop.ui.sharing.sources import reason_name, source_name, ways
from promptrun_desktop.ui.sharing.words import SharingWords
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import ElidedLabel, Row, button, plain_label, wear_icon

TITLES = 5
# Of what could not be read so much is listed.
LISTED = 50


class AskPage(QWidget):
    """Which file; also after one that could not be read, and why."""

    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._problem = StatusLine(look)
        file = button(self.tr("Choose a file…"), "bring_file", "primary")
        file.clicked.connect(self.file_wanted)
        folder = button(self.tr("Choose a folder…"), "bring_folder")
        wear_icon(folder, look, "folder", "dim")
        folder.clicked.connect(self.folder_wanted)
        column = _column(self)
        column.addWidget(self._problem)
        column.addWidget(
            plain_label(
                self.tr(
                    "From ChatGPT, Claude, Open WebUI, LibreChat, LM Studio, Jan or Chatbox, "
                    "or from a back-up of this app. You see what is in it first; "
                    "nothing that is here is changed."
                ),
                "dim",
            )
        )
        column.addSpacing(4)
        column.addWidget(Row(file, folder))
        column.addWidget(
            plain_label(
                self.tr("Or drop it here, or onto the window at any time."), "faint", "small"
            )
        )
        column.addSpacing(4)
        column.addWidget(Fold(look, self.tr("Where do I get this file?"), "bring_ways", _ways()))
        column.addStretch(1)

    def say(self, sentence: str) -> None:
        self._problem.say(sentence, "warn", "alert")


class ReadingPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = plain_label("", "dim")
        self._bar = QProgressBar()
        self._bar.setObjectName("bring_bar")
        self._bar.setTextVisible(False)
        column = _column(self)
        column.addWidget(self._name)
        column.addWidget(self._bar)
        column.addStretch(1)

    def begin(self, name: str) -> None:
        """`name` of the file: foreign text."""
        words = self.tr("Reading {name}…").replace("{name}", " ".join(name.split()))
        self._name.setText(words)
        self._bar.setAccessibleName(words)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))


class FoundPage(QWidget):
    """What is in the file, so that a person knows it is the right one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = SharingWords()
        self._column = _column(self)

    def show_preview(self, preview: Preview) -> None:
        add = self._column.addWidget
        source = plain_label(source_name(preview.source), size="bold")
        source.setObjectName("bring_source")
        add(source)
        count = plain_label(self._counted(preview), "dim")
        count.setObjectName("bring_count")
        add(count)
        self._column.addSpacing(4)
        for title in preview.titles[:TITLES]:
            add(_title(title or self.tr("Chat")))
        left = preview.chats - min(len(preview.titles), TITLES)
        if left > 0:
            more = self.tr("and {chats} more").replace("{chats}", self._words.chats(left))
            add(plain_label(more, "faint", "small"))
        if preview.left_out:
            self._column.addSpacing(4)
            title = self.tr("Could not be read: {count}")
            title = title.replace("{count}", self._words.number(preview.left_out))
            add(Fold(self._look, title, "bring_unread", _unread(preview.unread, preview.left_out)))
        self._column.addStretch(1)

    def _counted(self, preview: Preview) -> str:
        chats, messages = self._words.chats(preview.chats), self._words.messages(preview.messages)
        text = self.tr("{chats}, {messages}").replace("{chats}", chats)
        text = text.replace("{messages}", messages)
        if preview.first is None or preview.last is None:
            return text
        first, last = _month(preview.first), _month(preview.last)
        if first == last:
            return f"{text} · {first}"
        days = self.tr("{first} to {last}").replace("{first}", first).replace("{last}", last)
        return f"{text} · {days}"


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column


def _title(title: str) -> QWidget:
    label = ElidedLabel(title)
    label.setObjectName("bring_title")
    return label


def _ways() -> QWidget:
    holder = QWidget()
    column = _column(holder)
    for name, way in ways():
        column.addWidget(plain_label(f"{name}: {way}", "dim", "small"))
    return holder


def _unread(unread: Sequence[Unread], count: int) -> QWidget:
    holder = QWidget()
    column = _column(holder)
    column.setSpacing(2)
    for each in unread[:LISTED]:
        name = " ".join(each.name.split())
        reason = reason_name(each.reason)
        column.addWidget(plain_label(f"{name}: {reason}" if name else reason, "dim", "small"))
    if count > min(len(unread), LISTED):
        column.addWidget(plain_label("…", "dim", "small"))
    return holder


def _month(time: datetime) -> str:
    """A month: enough to know an export by, and never to be mistaken for another."""
    moment = QDateTime.fromSecsSinceEpoch(int(time.timestamp()))
    return QLocale().toString(moment.date(), "MMMM yyyy")
