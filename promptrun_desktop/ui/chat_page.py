"""The middle of the window: header, conversation, what there is to say, composer."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from promptrun_desktop.ui.composer import Composer
from promptrun_desktop.ui.edit_bar import EditBar
from promptrun_desktop.ui.empty_chat import EmptyChat
from promptrun_desktop.ui.header import Header
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.model_picker import ModelPicker
from promptrun_desktop.ui.notice_bar import NoticeBar
from promptrun_desktop.ui.sharing.progress_strip import ProgressStrip
from promptrun_desktop.ui.temporary_note import TemporaryNote
from promptrun_desktop.ui.transcript.view import TranscriptView
from promptrun_desktop.ui.widgets import Hairline
from promptrun_desktop.ui.wording import Wording

# The composer is a little wider than the text column (728): its text then stands in line with it.
WIDEST = 760
MARGIN = 24
# Below this height every pixel is given to the conversation.
LOW = 420


class ChatPage(QWidget):
    """Lays its parts out; what they do is bound by ChatBinder."""

    def __init__(self, look: Look, wording: Wording, overlay_parent: QWidget) -> None:
        super().__init__()
        self.setObjectName("chat_page")
        self.picker = ModelPicker(look, overlay_parent)
        self.header = Header(look, self.picker)
        self.transcript = TranscriptView(look, wording.ending)
        self.empty = EmptyChat(look)
        self.progress = ProgressStrip(look)
        self.notice = NoticeBar(look)
        self.edit_bar = EditBar(look)
        self.temporary_note = TemporaryNote(look)
        self.composer = Composer(look)
        self._pane = QStackedWidget()
        self._pane.addWidget(self.empty)
        self._pane.addWidget(self.transcript)
        # It scrolls: whatever else there is to say takes its room first.
        self._pane.setMinimumHeight(1)
        self._foot = QWidget()
        foot = self._foot_column = QVBoxLayout(self._foot)
        foot.addWidget(self.progress)
        foot.addWidget(self.notice)
        foot.addWidget(self.edit_bar)
        foot.addWidget(self.temporary_note)
        foot.addWidget(self.composer)
        centred = QHBoxLayout()
        centred.setContentsMargins(MARGIN, 0, MARGIN, 0)
        # Stretches, not an alignment: that would ask for the height at the width of the window.
        centred.addStretch(1)
        centred.addWidget(self._foot)
        centred.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Hairline())
        column.addWidget(self.transcript.find_bar)
        column.addWidget(self._pane, 1)
        column.addLayout(centred)

    def add_news(self, bar: QWidget) -> None:
        """What is about the app and not about the chat stands above all else down there."""
        self._foot_column.insertWidget(0, bar)
        # It came last, and is seen before the composer.
        before = self.notice.findChildren(QAbstractButton)[-1]
        for each in bar.findChildren(QAbstractButton):
            QWidget.setTabOrder(before, each)
            before = each

    def show_messages(self, shown: bool) -> None:
        self._pane.setCurrentWidget(self.transcript if shown else self.empty)
        if not shown:
            self.transcript.find_bar.close_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self._foot_column.setContentsMargins(0, 4 if low else 8, 0, 6 if low else 14)
        self._foot_column.setSpacing(4 if low else 8)
        self._foot.setFixedWidth(max(200, min(WIDEST, self.width() - 2 * MARGIN)))
        self.composer.set_pane_height(self.height() - self.header.height())
