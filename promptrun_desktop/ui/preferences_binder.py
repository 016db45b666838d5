"""Opens the preferences and applies each change at once."""

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Connection, Status
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.keyring_words import waiting
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences import Preferences
from promptrun_desktop.ui.wording import Wording


class PreferencesBinder(QObject):
    """One dialog at a time; the account shown is that of the person's own profile.

    `opening` carries the dialog before it is seen.
    """

    opening = Signal(Preferences)
    replace_key_requested = Signal()
    remove_look_around_requested = Signal()
    restore_requested = Signal()
    back_up_requested = Signal()
    bring_requested = Signal()
    save_all_requested = Signal()
    about_requested = Signal()

    def __init__(
        self,
        window: QWidget,
        look: Look,
        settings: SettingsFile,
        connection: Connection,
        connecting: Connecting,
        wording: Wording,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._settings = settings
        self._connection = connection
        self._connecting = connecting
        self._wording = wording
        self._dialog: Preferences | None = None
        for undo in (
            connecting.known.connect(lambda _last4: self._show_key()),
            connecting.forgotten.connect(self._show_key),
            connecting.failed.connect(self._tell),
            connection.asking.changed.connect(self._on_asking),
        ):
            self.destroyed.connect(undo)

    def open(self, *, has_look_around: bool) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = self._dialog = Preferences(self._look, self._window)
        dialog.set_settings(self._settings.value)
        dialog.set_look_around(has_look_around)
        dialog.changed.connect(lambda field, value: self._settings.change(**{field: value}))
        dialog.forget_key_requested.connect(self._connecting.forget)
        dialog.give_up_key_requested.connect(self._connection.asking.give_up)
        dialog.remove_look_around_requested.connect(self.remove_look_around_requested)
        for asked, wanted in (
            (dialog.replace_key_requested, self.replace_key_requested),
            (dialog.restore_requested, self.restore_requested),
            (dialog.chats.back_up_requested, self.back_up_requested),
            (dialog.chats.bring_requested, self.bring_requested),
            (dialog.chats.save_requested, self.save_all_requested),
            (dialog.about_requested, self.about_requested),
        ):
            asked.connect(lambda wanted=wanted: self._leave_for(wanted))
        dialog.finished.connect(self._closed)
        self._show_key()
        self.opening.emit(dialog)
        dialog.open()
        self._connecting.reveal_last4()

    def close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def look_around_removed(self) -> None:
        if self._dialog is not None:
            self._dialog.set_look_around(False)

    def _leave_for(self, wanted: SignalInstance) -> None:
        """Another dialog, or page, takes its place."""
        self.close()
        wanted.emit()

    def _show_key(self) -> None:
        if self._dialog is None:
            return
        status = self._connection.status
        if status is Status.NO_KEY:
            self._dialog.set_key("", "")
            return
        place = (
            self.tr("this app’s memory, until you close it")
            if status is Status.SESSION_ONLY
            else self._wording.store_name(self._connection.store)
        )
        self._dialog.set_key(self._connection.last4, place)

    def _on_asking(self, asking: bool) -> None:
        if self._dialog is not None:
            self._dialog.show_waiting(waiting() if asking else "")

    def _tell(self, error: AppError) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(self._wording.sentence(error.kind))

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
