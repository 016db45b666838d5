"""What connecting an account changes: the service's name, its models, what is known of its key."""

from collections.abc import Callable

from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.services.connection import Connected
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.wording import Wording


class Account:
    """`own` is the person's own profile as it is open now; `for_this_run` an address that is not to
    be remembered."""

    def __init__(
        self,
        own: Callable[[], Workspace],
        settings: SettingsFile,
        wording: Wording,
        for_this_run: Endpoint | None,
    ) -> None:
        self._own = own
        self._settings = settings
        self._wording = wording
        self._for_this_run = for_this_run
        connecting = own().connecting
        connecting.forgotten.connect(lambda: self._remember_key(kept=False))
        connecting.kept.connect(self._on_kept)

    def on_connected(self, result: Connected) -> None:
        connection = self._own().connection
        is_ours = connection.endpoint == PROMPTRUN
        self._wording.service = "Promptrun" if is_ours else connection.endpoint.host
        if result.models is not None:
            self._own().catalogue.put(result.models)
        if connection.endpoint != self._for_this_run:
            self._settings.change(base_url="" if is_ours else connection.endpoint.base_url)
        self._on_kept(result)
        # Who shows the service by its name was told before the name was known.
        connection.changed.emit()

    def _on_kept(self, result: Connected) -> None:
        """Remember that the keyring has this key: the first screen is not needed again."""
        if result.store:
            self._remember_key(kept=True)

    def _remember_key(self, *, kept: bool) -> None:
        origin = self._own().connection.endpoint.origin
        others = [each for each in self._settings.value.kept_keys if each != origin]
        self._settings.change(kept_keys=(*others, origin) if kept else tuple(others))
