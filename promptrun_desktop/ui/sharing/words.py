"""Counts and names of what is shared, as people say them."""

from PySide6.QtCore import QLocale, QObject

from promptrun_desktop.services.transfer import Progress, Work
from promptrun_desktop.ui.sharing.scope import Kind, Scope


class SharingWords(QObject):
    """Numbers stand in the sentences as they are; nothing of it is foreign but titles."""

    def scope(self, scope: Scope) -> str:
        """What it is called among the choices."""
        if scope.kind is Kind.CHAT:
            return self.tr("This chat")
        if scope.kind is Kind.ALL:
            return self.tr("All chats")
        if scope.kind is Kind.CHATS:
            return self.tr("{chats} selected in the list").replace(
                "{chats}", self.chats(len(scope.ids))
            )
        if len(scope.messages) == 1:
            return self.tr("Selected message")
        count = str(len(scope.messages))
        return self.tr("{count} selected messages").replace("{count}", count)

    def working(self, progress: Progress) -> str:
        """What is being done, and how far it is."""
        work = {
            Work.SAVE: self.tr("Saving chats…"),
            Work.SAVE_ALL: self.tr("Saving all chats…"),
            Work.ARCHIVE: self.tr("Making the archive…"),
            Work.BACK_UP: self.tr("Backing up your chats…"),
            Work.LOOK: self.tr("Reading the file…"),
            Work.BRING: self.tr("Bringing in chats…"),
        }[progress.work]
        if not progress.total:
            return work
        how_far = self.tr("{done} of {total}").replace("{done}", self.number(progress.done))
        return f"{work} {how_far.replace('{total}', self.number(progress.total))}"

    def saving_one(self) -> str:
        return self.tr("Saving the document…")

    def printing(self, page: int) -> str:
        return self.tr("Printing page {page}…").replace("{page}", self.number(page))

    def chats(self, count: int) -> str:
        one, many = self.tr("1 chat"), self.tr("{count} chats")
        return one if count == 1 else many.replace("{count}", self.number(count))

    def messages(self, count: int) -> str:
        one, many = self.tr("1 message"), self.tr("{count} messages")
        return one if count == 1 else many.replace("{count}", self.number(count))

    def number(self, count: int) -> str:
        """With a thin mark between thousands, as this language writes it."""
        return QLocale().toString(count)
