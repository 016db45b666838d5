"""A window with a chat of three messages for a screen reader; it prints what it was asked to do."""

import sys
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QLocale, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.view import TranscriptView

TEXTS = ["Why is the sky blue?", "Air scatters blue more. 🙂 Each line\nis read.", "Thanks!"]
NOON = datetime(2026, 3, 4, 12, 0).astimezone()


def tell(what):
    print(what, flush=True)  # noqa: T201  the reader takes it from there


def message(number, text, state=State.COMPLETE):
    """Questions are even; a minute goes by from one to the next."""
    role = Role.ASSISTANT if number % 2 else Role.USER
    return Message(role, text, state=state, id=f"m{number}", created_at=NOON.replace(minute=number))


def show_chat(view):
    """Message 1 was stopped; message 2 is out of sight below it."""
    one, two, three = (message(number, text) for number, text in enumerate(TEXTS))
    view.set_messages([one, replace(two, state=State.STOPPED), three])
    view.scroll_to_start()
    view.window().resize(500, view.sight.top_of(2, 0) - 5)
    QApplication.processEvents()
    view.scroll_to_start()


def main():
    app = QApplication(["reader-test"])
    app.setApplicationName("reader-test")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    view = TranscriptView(Look(app), lambda message: None)
    window = QMainWindow()
    window.setCentralWidget(view)
    window.resize(500, 600)
    window.show()
    show_chat(view)
    view.retry_requested.connect(lambda who: tell(f"retry {who}"))
    view.moved.connect(lambda: tell(f"seen {view.sight.rows[-1].entry}"))

    def obey():
        """A line on stdin is a reply that comes in two pieces and is complete then."""
        text = sys.stdin.readline().strip()
        reply = message(3, "", State.WRITING)
        view.add(reply)
        for piece in (text[:5], text[5:]):
            view.grow(reply.id, piece, "")
            view.messages_shown()
        view.change(replace(reply, text=text, state=State.COMPLETE))

    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    orders.activated.connect(obey)
    QTimer.singleShot(25_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
