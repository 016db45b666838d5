"""Binds the first screen to connecting an account."""

from PySide6.QtCore import QObject, Signal

from promptrun_desktop.domain.endpoint import PROMPTRUN, BadAddressError, Endpoint
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Connected, Connection
from promptrun_desktop.ui.keyring_words import waiting
from promptrun_desktop.ui.opener import LinkOpener, unopened
from promptrun_desktop.ui.remedies import ACCOUNT_PAGE
from promptrun_desktop.ui.welcome import Welcome
from promptrun_desktop.ui.wording import Wording

# Whose list may refuse a good key: Promptrun does not promise one.
REFUSALS = (ErrorKind.KEY_REFUSED, ErrorKind.FORBIDDEN)


class WelcomeBinder(QObject):
    """`connected` carries what connecting found, for those who remember it."""

    connected = Signal(object)

    def __init__(
        self,
        welcome: Welcome,
        connecting: Connecting,
        connection: Connection,
        wording: Wording,
        opener: LinkOpener,
    ) -> None:
        super().__init__(welcome)
        self._welcome = welcome
        self._wording = wording
        for undo in (
            connecting.checking.connect(welcome.show_checking),
            connection.asking.changed.connect(self._on_asking),
            connecting.connected.connect(self._on_connected),
            connecting.kept.connect(self._on_kept),
            connecting.failed.connect(self._on_failed),
        ):
            welcome.destroyed.connect(undo)
        welcome.connect_requested.connect(lambda key: connecting.connect(key, welcome.address()))
        welcome.keep_anyway_requested.connect(
            lambda key: connecting.connect(key, welcome.address(), unchecked=True)
        )
        welcome.keep_again_requested.connect(connecting.keep_again)
        welcome.cancel_requested.connect(connecting.cancel)
        opener.failed.connect(self._on_unopened)
        welcome.get_key_requested.connect(lambda: opener.open_trusted(ACCOUNT_PAGE))
        if connection.endpoint != PROMPTRUN:
            welcome.set_address(connection.endpoint.base_url)

    def _on_asking(self, asking: bool) -> None:
        if self._welcome.isVisible():
            self._welcome.show_waiting(waiting() if asking else "")

    def _on_connected(self, result: Connected) -> None:
        kept = result.keyring_error is None
        self._welcome.show_working(self._wording.connected(result), kept=kept)
        self.connected.emit(result)

    def _on_kept(self, result: Connected) -> None:
        if self._welcome.isVisible():
            kept = result.keyring_error is None
            self._welcome.show_working(self._wording.kept(result), kept=kept)

    def _on_failed(self, error: AppError) -> None:
        if self._welcome.isVisible():
            sentence = self._wording.refused(error.kind, self._asked())
            self._welcome.show_problem(sentence, may_keep=error.kind in REFUSALS)

    def _asked(self) -> str:
        """The host whose address was typed; empty where none was."""
        try:
            return Endpoint.parse(self._welcome.address()).host
        except BadAddressError:
            return ""

    def _on_unopened(self, address: str) -> None:
        if self._welcome.isVisible():
            self._welcome.show_problem(unopened(address))
