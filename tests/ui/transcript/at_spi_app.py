"""A program with three messages for a screen reader; it prints what it was asked to do."""

import sys

from PySide6.QtCore import QRect, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript import accessible
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.leaves.chrome import ActionsLeaf
from promptrun_desktop.ui.transcript.sheet import Sheet

TEXTS = ["Why is the sky blue?", "Air scatters blue more. 🙂 Each line\nis read.", "Thanks!"]


def tell(what):
    print(what, flush=True)  # noqa: T201  the reader takes it from there


class Chat:
    """Message 1 is a reply with real buttons; message 2 is out of sight."""

    def __init__(self, view, fittings):
        self.view = view
        self.fittings = fittings
        self.texts = list(TEXTS)

    def count(self):
        return len(self.texts)

    def name(self, number):
        return f"{('You', 'Reply')[number % 2]}, 12:0{number}"

    def text(self, number):
        return self.texts[number]

    def state(self, number):
        return "stopped" if number == 1 else ""

    def rect(self, number):
        place = QRect(0, 60 * number, 300, 50) if number < 2 else QRect()
        return place.translated(self.view.viewport().mapToGlobal(place.topLeft()))

    def widgets(self, number):
        return self.fittings.widgets("m1") if number == 1 else []

    def seen(self):
        return range(2)

    def widget(self):
        return self.view

    def focus(self, number):
        tell(f"focus {number}")


def main():
    app = QApplication(["reader-test"])
    app.setApplicationName("reader-test")
    sheet = Sheet(Look(app))
    accessible.install()
    window = QWidget()
    view = QScrollArea(window)
    view.setObjectName("transcript")
    view.setAccessibleName("Chat")
    view.resize(400, 300)
    fittings = Fittings(sheet, view.viewport(), view)
    chat = Chat(view, fittings)
    accessible.offer(chat)
    fittings.retry.connect(lambda who: tell(f"retry {who}"))
    message = Message(Role.ASSISTANT, "Three short words", id="m1")
    leaf = ActionsLeaf(sheet)
    leaf.measure(300)
    fittings.begin()
    fittings.show("a", leaf, message, 10, 80, 300, last=True)
    fittings.end()
    window.resize(420, 320)
    window.show()
    announcer = accessible.Announcer(chat)

    def obey():
        """A line on stdin is a reply that is complete."""
        chat.texts.append(sys.stdin.readline().strip())
        announcer.messages_changed(len(chat.texts) - 1, 0, 1)
        announcer.reply_complete(chat.texts[-1])

    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    orders.activated.connect(obey)
    QTimer.singleShot(25_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
