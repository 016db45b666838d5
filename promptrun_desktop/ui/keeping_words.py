"""What is said about chats that came back."""

from PySide6.QtCore import QObject

from promptrun_desktop.domain.copies import Mended, Restored
from promptrun_desktop.ui.copies_dialog import when
from promptrun_desktop.ui.notice_bar import Notice


class KeepingWords(QObject):
    def mended(self, mended: Mended) -> Notice:
        """How much came back, from where, and where the damaged file is."""
        total = Restored(mended.conversations, mended.messages)
        lines = [self.tr("{what} came back.").replace("{what}", self._count(total))]
        extra = mended.from_copy
        if mended.copied_at is not None and extra != Restored():
            line = self.tr("Of these, {what} came from the copy of {day}.")
            line = line.replace("{what}", self._count(extra))
            lines.append(line.replace("{day}", when(mended.copied_at)))
        lines.append(self.tr("The damaged file is kept."))
        return Notice(" ".join(lines), tone="ok", icon="check-circle", detail=str(mended.kept))

    def restored(self, restored: Restored) -> Notice:
        if restored == Restored():
            text = self.tr("Nothing was missing: all that is in the copy is here.")
        else:
            text = self.tr("{what} came back.").replace("{what}", self._count(restored))
        return Notice(text, tone="ok", icon="check-circle")

    def uncopied(self) -> Notice:
        return Notice(self.tr("There was no room on the disk for today’s copy of your chats."))

    def _count(self, some: Restored) -> str:
        chats, messages = some.conversations, some.messages
        one, many = self.tr("1 chat"), self.tr("{count} chats")
        first = one if chats == 1 else many.replace("{count}", str(chats))
        one, many = self.tr("1 message"), self.tr("{count} messages")
        second = one if messages == 1 else many.replace("{count}", str(messages))
        both = self.tr("{chats} and {messages}")
        return both.replace("{chats}", first).replace("{messages}", second)
