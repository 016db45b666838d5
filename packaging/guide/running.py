"""The app as a person has it: with a profile of its own, new, or connected long ago."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from guide import chats
from guide.stage import Actor
from promptrun_desktop.app.desktop import Desktop
from promptrun_desktop.app.start import put_together
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.paths import Profile


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


@asynccontextmanager
async def running(application: QApplication, folder: Path, endpoint: DemoEndpoint | None) -> Any:
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
