"""One start of the app, which says when it makes a window, opens the chats and is raised."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget

from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window


def watch(_window: QWidget) -> None:
    """Called by whoever makes a window, before it is shown."""
    from promptrun_desktop.app import raising
    from promptrun_desktop.store.database import Database

    open_database, bring_to_front = Database.open.__func__, raising.bring_to_front

    async def opened(owner: type[Database], path: Path) -> Database:
        say("opening")
        database = await open_database(owner, path)
        say("opened")
        return database

    def raised(window: QWidget, token: str = "") -> None:
        bring_to_front(window, token)
        say("raised" if window.isVisible() else "raised an invisible window")

    Database.open = classmethod(opened)
    raising.bring_to_front = raised
    say("window")


def say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    sys.exit(run_window(parse(sys.argv[1:]), watch))
