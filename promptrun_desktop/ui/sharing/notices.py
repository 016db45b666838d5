"""What is said when chats went out or came in, and how it went."""

from pathlib import Path

from PySide6.QtCore import QObject

from promptrun_desktop.domain.chat import Added
from promptrun_desktop.services.transfer import Saved, Work
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.sharing.words import SharingWords

# Actions of the buttons.
OPEN, SHOW, SEE, INSTEAD = "open_saved", "show_saved", "see_brought", "save_instead"


class SharingNotices(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._words = SharingWords()

    def saved(self, saved: Saved) -> Notice:
        show, open_ = self.tr("Show in folder"), self.tr("Open")
        name = saved.path.name
        if saved.work is Work.BACK_UP:
            text = self._filled(self.tr("Backed up as {name}: {chats}."), saved.count, name)
            return self._done(text, show, SHOW)
        if saved.work is Work.ARCHIVE:
            text = self._archived(saved)
            return self._done(text, open_, OPEN, (show, SHOW))
        if saved.work is Work.SAVE_ALL or saved.count > 1:
            text = self._filled(self.tr("Saved in {name}: {chats}."), saved.count, name)
            return self._done(text, self.tr("Show the folder"), OPEN)
        text = self.tr("Saved as {name}.").replace("{name}", name)
        return self._done(text, open_, OPEN, (show, SHOW))

    def brought(self, added: Added, expected: int) -> Notice:
        """What came of so many chats."""
        new, there = added.conversations, max(0, expected - added.conversations)
        if not new and not added.messages:
            text = self.tr("Nothing is new: these chats were here already.")
            return self._done(text + self._binned(added), "", "")
        if not new:
            text = self.tr("Messages that were missing came in: {count}.")
            text = text.replace("{count}", self._words.number(added.messages))
            return self._done(text + self._binned(added), self.tr("Show them"), SEE)
        text = self.tr("{chats} came in.").replace("{chats}", self._words.chats(new))
        if there:
            were = self.tr("1 was here already.") if there == 1 else ""
            were = were or self.tr("{count} were here already.")
            text += " " + were.replace("{count}", self._words.number(there))
        return self._done(text + self._binned(added), self.tr("Show them"), SEE)

    def stopped(self, new: int) -> Notice:
        """A person ended it; so many had come in by then."""
        text = self.tr("Stopped. {chats} had come in by then.")
        return self._done(text.replace("{chats}", self._words.chats(new)), "", "")

    def refused(self) -> Notice:
        text = self.tr("Something like this is under way. Wait until it is done, or cancel it.")
        return Notice(text, tone="dim", icon="clock")

    def printed(self) -> Notice:
        return self._done(self.tr("Sent to the printer."), "", "")

    def unprinted(self, sentence: str) -> Notice:
        """What can be done without a printer, too."""
        return Notice(sentence, self.tr("Save as document…"), INSTEAD)

    def _binned(self, added: Added) -> str:
        """Else they would be looked for in vain."""
        if not added.binned:
            return ""
        one, several = (
            self.tr("1 of them is in the bin."),
            self.tr("{count} of them are in the bin."),
        )
        text = one if added.binned == 1 else several
        return " " + text.replace("{count}", self._words.number(added.binned))

    def _archived(self, saved: Saved) -> str:
        name = saved.path.name
        if saved.fresh == saved.count:
            return self._filled(self.tr("The archive {name} has {chats}."), saved.count, name)
        if not saved.fresh:
            text = self.tr("The archive {name} has {chats}, nothing is new.")
            return self._filled(text, saved.count, name)
        text = self._filled(
            self.tr("The archive {name} has {chats}, {fresh} of them new or changed."),
            saved.count,
            name,
        )
        return text.replace("{fresh}", self._words.number(saved.fresh))

    def _filled(self, text: str, count: int, name: str) -> str:
        return text.replace("{chats}", self._words.chats(count)).replace("{name}", name)

    def _done(
        self, text: str, button: str, action: str, second: tuple[str, str] = ("", "")
    ) -> Notice:
        return Notice(text, button, action, tone="ok", icon="check-circle", second=second)


def shown_by(saved: Saved) -> tuple[Path, Path]:
    """What Open opens, and which folder holds it."""
    opened = saved.path / "index.html" if saved.work is Work.ARCHIVE else saved.path
    return opened, saved.path.parent
