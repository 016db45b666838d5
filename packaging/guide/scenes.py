"""Every picture of the guide: how the window comes to look like that, and which part is shown."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QFontInfo, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from guide import chats, png
from guide.running import running
from guide.stage import FONT, HOUR, Actor, cut
from promptrun_desktop.app.start import run_loop
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.ui.sidebar.roles import ID_ROLE
from promptrun_desktop.ui.transcript import facts

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "resources" / "guide" / "pictures"
DOCS = ROOT / "docs"
# What the front page, the README and software centres show.
WHOLE = "window"
Take = Callable[[], QImage]
Stage = Callable[[], Awaitable[None]]


class Scenes:
    """`written` are the files, each picture light and dark, in `folder` or where they belong."""

    def __init__(self, actor: Actor, folder: Path | None) -> None:
        self.written: list[Path] = []
        self._actor = actor
        self._folder = folder

    async def take(
        self, name: str, take: Take, *, focus: bool = False, stage: Stage | None = None
    ) -> None:
        """`focus`: what is seen would close without it. `stage` is run before each of the two."""
        is_whole = name == WHOLE
        folder = self._folder or (DOCS if is_whole else PICTURES)
        for theme in ("light", "dark"):
            self._actor.parts.settings.change(theme=theme)
            await self._actor.settle()
            focused = QApplication.focusWidget()
            if focused is not None and not focus:
                focused.clearFocus()
            await self._actor.settle()
            if stage is not None:
                await stage()
            # Software centres and the README know the first one by its name.
            plain = is_whole and theme == "light"
            path = folder / (f"{name}.png" if plain else f"{name}-{theme}.png")
            png.write(take(), path)
            self.written.append(path)
        self._actor.parts.settings.change(theme="light")

    async def first_screen(self) -> None:
        await self._actor.shape(640, 520)
        await self.take("welcome", self._actor.grab)

    async def chats(self) -> None:
        """From one to the next, in the order of the guide."""
        actor = self._actor
        await actor.shape(1100, 720)
        await open_chat(actor, chats.VENUS)
        await self.take(WHOLE, actor.grab)
        await self._chat()
        await self._models()
        await self._settings()
        await self._versions()
        await self._search()
        await self._menu()
        await self._save()
        await self._your_chats()
        await self._trouble()

    async def _chat(self) -> None:
        actor = self._actor
        actor.click("toggle_panel")
        await actor.shape(860, 600)
        await self.take("chat", actor.grab)

    async def _models(self) -> None:
        actor = self._actor
        actor.click("model_picker")
        await actor.until(lambda: actor.sees("model_popup"), "the models")
        await actor.settle()
        # Without the shadow around it, in which the chat shines through.
        field, refresh = actor.area_of("model_search"), actor.area_of("refresh_models")
        area = QRect(field.x() - 8, 0, field.width() + 16, refresh.bottom() + 14)
        await self.take("models", lambda: actor.grab(area=area), focus=True)
        actor.shell.page.picker.close_popup()
        await actor.settle()

    async def _settings(self) -> None:
        actor = self._actor
        await actor.shape(1100, 560)
        actor.click("toggle_panel")
        await actor.settle()
        panel = actor.area_of("parameters_panel")
        area = QRect(panel.x(), 0, panel.width(), min(panel.height(), 380))
        await self.take("settings", lambda: actor.grab(area=area))
        actor.click("toggle_panel")

    async def _versions(self) -> None:
        actor = self._actor
        await actor.shape(860, 560)
        row = actor.area_of("version_next")
        page = actor.area_of("transcript")
        area = QRect(page.x() + 8, row.y() - 150, page.width() - 24, row.height() + 166)
        await self.take("versions", lambda: actor.grab(area=area))

    async def _search(self) -> None:
        actor = self._actor
        actor.type("search_chats", "venus")
        await actor.until(lambda: actor.sees("search_results"), "what is found")
        await actor.settle()
        side = actor.area_of("sidebar")
        area = QRect(0, 0, side.width() + 1, 360)
        await self.take("search", lambda: actor.grab(area=area))
        actor.find("search_chats").clear()
        await actor.settle()

    async def _menu(self) -> None:
        # Its icons have the colours of the moment in which it opens.
        await self.take("menu", self._with_menu, stage=self._open_menu)
        self._close_menu()
        await self._actor.settle()

    async def _open_menu(self) -> None:
        self._close_menu()
        view: Any = self._actor.find("chats")
        place = view.visualRect(row_of(self._actor, chats.LETTER)).center()
        where = view.viewport().mapToGlobal(place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
        QApplication.sendEvent(view.viewport(), event)
        await self._actor.until(QApplication.activePopupWidget, "the menu")
        await self._actor.settle()

    def _with_menu(self) -> QImage:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        whole = self._actor.area_of(menu, margin=12)
        return self._actor.grab(menu, area=QRect(0, 44, whole.right(), whole.bottom() - 44))

    def _close_menu(self) -> None:
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.close()

    async def _save(self) -> None:
        actor = self._actor
        await actor.shape(860, 640)
        actor.click("export")
        await actor.until(lambda: actor.sees("save_dialog"), "the forms of documents")
        dialog = actor.find("save_dialog")
        for _ in range(3):
            await actor.settle()
        await self.take("save", lambda: dialog.grab().toImage())
        dialog.close()

    async def _your_chats(self) -> None:
        actor = self._actor
        actor.click("preferences")
        await actor.until(lambda: actor.sees("preferences_done"), "the preferences")
        dialog = actor.find("preferences_done").window()
        await actor.settle()
        section = actor.find("your_chats", dialog)
        area_of = dialog.findChild(QScrollArea)
        assert isinstance(area_of, QScrollArea)
        area_of.ensureWidgetVisible(section, 0, 60)
        await actor.settle()
        corner = section.mapTo(dialog, QPoint(0, 0))
        area = QRect(corner - QPoint(24, 16), section.size()).adjusted(0, 0, 40, 32)
        await self.take("your-chats", lambda: cut(dialog.grab().toImage(), area))
        dialog.close()

    async def _trouble(self) -> None:
        actor = self._actor
        await actor.shape(860, 560)
        await open_chat(actor, chats.TROUBLE)
        # The sample that refuses is in the place of a model that people have.
        facts.model_slug = lambda model: chats.MODEL.rpartition("/")[2]
        actor.shell.page.transcript.name_models(lambda model: "Everyday")
        actor.shell.page.picker.picked.emit("demo/no-credit")
        actor.type("composer", "And what on rainy days?")
        QTest.keyClick(actor.find("composer"), Qt.Key.Key_Return)
        await actor.until(lambda: actor.shell.session.is_replying, "the question")
        await actor.until(lambda: not actor.shell.session.is_replying, "the refusal")
        await actor.settle()
        strip = actor.area_of("state_strip")
        page = actor.area_of("transcript")
        area = QRect(page.x() + 8, strip.y() - 106, page.width() - 24, strip.height() + 118)
        await self.take("trouble", lambda: actor.grab(area=area))


def take_pictures(folder: Path | None = None) -> list[Path]:
    """All of them, anew; in `folder`, or in the places of those that are there.

    Raises LookupError or TimeoutError where the window has changed.
    """
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = QApplication(["guide"])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    font = QFont(FONT)
    if QFontInfo(font).family() != FONT:
        raise LookupError(f"the font {FONT} is not installed (Debian: fonts-inter)")
    application.setFont(font)
    # The hour of a message is that of nobody's afternoon.
    facts.short_time = lambda message: HOUR
    return run_loop(application, lambda: _play(application, folder))


async def _play(application: QApplication, target: Path | None) -> list[Path]:
    written = []
    with tempfile.TemporaryDirectory(prefix="promptrun-guide-") as folder:
        async with running(application, Path(folder) / "new", None) as actor:
            scenes = Scenes(actor, target)
            await actor.until(lambda: actor.sees("key_box"), "the first screen")
            await scenes.first_screen()
            written += scenes.written
        endpoint = DemoEndpoint(pace=0.1)
        await asyncio.to_thread(endpoint.start)
        try:
            async with running(application, Path(folder) / "used", endpoint) as actor:
                await actor.until(lambda: actor.sees("composer"), "the chats")
                scenes = Scenes(actor, target)
                await scenes.chats()
                written += scenes.written
        finally:
            await asyncio.to_thread(endpoint.stop)
    return written


async def open_chat(actor: Actor, title: str) -> None:
    view: Any = actor.find("chats")
    await actor.until(lambda: row_of(actor, title).isValid(), title)
    place = view.visualRect(row_of(actor, title)).center()
    no_keys = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, no_keys, place)
    await actor.until(lambda: actor.shell.session.conversation.title == title, title)
    await actor.settle()


def row_of(actor: Actor, title: str) -> Any:
    view: Any = actor.find("chats")
    model = view.model()
    every = [model.index(at, 0) for at in range(model.rowCount())]
    return next(
        (each for each in every if each.data() == title and each.data(ID_ROLE)),
        model.index(-1, 0),
    )
