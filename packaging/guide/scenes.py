"""Every picture of the guide: how the window comes to look like that, and which part is shown."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QFontInfo, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from guide import chats, png
from guide.stage import FONT, HOUR, Actor, cut
from promptrun_desktop.app.desktop import Desktop
from promptrun_desktop.app.start import put_together, run_loop
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.sidebar.roles import ID_ROLE
from promptrun_desktop.ui.transcript import facts

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "resources" / "guide" / "pictures"
DOCS = ROOT / "docs"
# What the front page, the README and software centres show.
WHOLE = "window"
Take = Callable[[], QImage]


class Keys:
    """A password store in memory."""

    def __init__(self, *kept: ApiKey) -> None:
        self._kept = {each.origin: each for each in kept}

    async def will_ask(self) -> bool:
        return False

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        self._kept[key.origin] = key
        return "secret-service"

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        return self._kept.get(origin)

    async def forget(self, origin: str) -> None:
        self._kept.pop(origin, None)


class Scenes:
    """`written` are the files, each picture light and dark, in `folder` or where they belong."""

    def __init__(self, actor: Actor, folder: Path | None) -> None:
        self.written: list[Path] = []
        self._actor = actor
        self._folder = folder

    async def take(self, name: str, take: Take, *, focus: bool = False) -> None:
        """`focus`: what is seen would close without it."""
        is_whole = name == WHOLE
        folder = self._folder or (DOCS if is_whole else PICTURES)
        for theme in ("light", "dark"):
            self._actor.parts.settings.change(theme=theme)
            await self._actor.settle()
            focused = QApplication.focusWidget()
            if focused is not None and not focus:
                focused.clearFocus()
            await self._actor.settle()
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
        popup = actor.area_of("model_popup")
        area = QRect(popup.x() - 4, 0, popup.width() + 7, popup.bottom() + 6)
        await self.take("models", lambda: actor.grab(area=area), focus=True)
        actor.shell.page.picker.close_popup()
        await actor.settle()

    async def _settings(self) -> None:
        actor = self._actor
        await actor.shape(1100, 560)
        actor.click("toggle_panel")
        await actor.settle()
        panel = actor.area_of("parameters_panel")
        area = QRect(panel.x(), 0, panel.width(), min(panel.height(), 372))
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
        actor = self._actor
        view: Any = actor.find("chats")
        place = view.visualRect(row_of(actor, chats.LETTER)).center()
        where = view.viewport().mapToGlobal(place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
        QApplication.sendEvent(view.viewport(), event)
        await actor.until(QApplication.activePopupWidget, "the menu")
        menu = QApplication.activePopupWidget()
        assert menu is not None
        whole = actor.area_of(menu, margin=12)
        area = QRect(0, 44, whole.right(), whole.bottom() - 44)
        await self.take("menu", lambda: actor.grab(menu, area=area))
        menu.close()
        await actor.settle()

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
        async with _running(application, Path(folder) / "new", None) as actor:
            scenes = Scenes(actor, target)
            await actor.until(lambda: actor.sees("key_box"), "the first screen")
            await scenes.first_screen()
            written += scenes.written
        endpoint = DemoEndpoint(pace=0.1)
        await asyncio.to_thread(endpoint.start)
        try:
            async with _running(application, Path(folder) / "used", endpoint) as actor:
                await actor.until(lambda: actor.sees("composer"), "the chats")
                scenes = Scenes(actor, target)
                await scenes.chats()
                written += scenes.written
        finally:
            await asyncio.to_thread(endpoint.stop)
    return written


@asynccontextmanager
async def _running(application: QApplication, folder: Path, endpoint: DemoEndpoint | None) -> Any:
    """The app with a profile of its own: a new one, or one that was connected long ago."""
    profile = Profile.at(folder)
    profile.create()
    keys = Keys(endpoint.key) if endpoint is not None else Keys()
    if endpoint is not None:
        await chats.fill(profile.database)
    parts = put_together(application, profile)
    address = None
    if endpoint is not None:
        address = Endpoint.parse(endpoint.base_url)
        parts.settings.change(kept_keys=(address.origin,), document_times=False)
    desktop = Desktop(
        parts.look, parts.settings, parts.window, profile, keys, lambda name, error: None
    )
    parts.window.show()
    running = asyncio.ensure_future(desktop.run(address))
    actor = Actor(parts)
    try:
        if endpoint is not None:
            await actor.until(lambda: actor.sees("composer"), "the window")
            # The sample answers stand in for the service that people have.
            desktop._wording.service = "Promptrun"
            connection = desktop._own.workspace.connection
            await connection.client()
            catalogue = desktop._own.workspace.catalogue
            catalogue.refresh()
            await actor.until(lambda: catalogue.models, "the models")
            # These answers are samples; what people see are models.
            await actor.settle()
            catalogue.put([_plain(each) for each in catalogue.models if _is_healthy(each)])
            connection.changed.emit()
        yield actor
    finally:
        parts.window.close()
        await running


def _plain(model: ModelInfo) -> ModelInfo:
    return replace(model, name=model.name.replace(" (sample, free)", "").replace(" (sample)", ""))


def _is_healthy(model: ModelInfo) -> bool:
    return not model.id.startswith("demo/")


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
