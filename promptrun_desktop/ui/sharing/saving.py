"""Save as document and print: asks what and where, remembers the answer, has it done."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.documents import Options
from promptrun_desktop.services.transfer import Transfer
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.documents.preview import Preview
from promptrun_desktop.ui.export_labels import export_labels
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing import places
from promptrun_desktop.ui.sharing.composing import Composing
from promptrun_desktop.ui.sharing.document_dialog import DocumentDialog
from promptrun_desktop.ui.sharing.forms import name_of
from promptrun_desktop.ui.sharing.print_dialog import PrintDialog
from promptrun_desktop.ui.sharing.save_dialog import SaveDialog
from promptrun_desktop.ui.sharing.scope import ARCHIVE, Kind, Scope, Wish


class Saving(QObject):
    """One dialog at a time. `refused`: other long work is under way; `print_wanted` carries a
    wish."""

    refused = Signal()
    print_wanted = Signal(object)

    def __init__(
        self, look: Look, transfer: Transfer, settings: SettingsFile, window: QWidget
    ) -> None:
        super().__init__(window)
        self._look = look
        self._transfer = transfer
        self._settings = settings
        self._window = window
        self._dialog: DocumentDialog | None = None
        self._asked: tuple[Sequence[Scope], Scope, str] | None = None

    def ask(self, scopes: Sequence[Scope], scope: Scope, sample: str) -> None:
        """With `scope` of these chosen; `sample` is a chat to show for all, if there is one."""
        self._asked = (scopes, scope, sample)
        value, preview = self._settings.value, Preview(self._look)
        forms = {False: value.document_form, True: value.documents_form}
        dialog = SaveDialog(
            self._look, scopes, scope, forms, self._options(), preview, self._window.window()
        )
        dialog.wanted.connect(self._choose_place)
        dialog.print_wanted.connect(self._print_instead)
        self._start(dialog, preview, sample)

    def ask_again(self) -> None:
        """The same as last time, for another place."""
        if self._asked is not None:
            self.ask(*self._asked)

    def ask_to_print(self, scopes: Sequence[Scope], scope: Scope) -> None:
        preview = Preview(self._look)
        dialog = PrintDialog(
            self._look, scopes, scope, self._options(), preview, self._window.window()
        )
        dialog.wanted.connect(self._print)
        self._start(dialog, preview, "")

    def _start(self, dialog: DocumentDialog, preview: Preview, sample: str) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.changed.connect(self._remember)
        Composing(self._transfer, dialog, preview, sample)
        dialog.start()

    def _forget(self, dialog: DocumentDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _options(self) -> Options:
        value = self._settings.value
        return Options(value.document_thinking, value.document_models, value.document_times)

    def _remember(self, wish: Wish) -> None:
        """What was touched; a default that nobody changed is not written down."""
        value, options = self._settings.value, wish.options
        now: dict[str, object] = {
            "document_thinking": options.thinking,
            "document_models": options.models,
            "document_times": options.times,
        }
        if isinstance(self._dialog, SaveDialog):
            now["documents_form" if wish.scope.is_many else "document_form"] = wish.form
        changed = {name: each for name, each in now.items() if getattr(value, name) != each}
        if changed:
            self._settings.change(**changed)

    def _print_instead(self, wish: Wish) -> None:
        self._close()
        self.ask_to_print([wish.scope], wish.scope)

    def _print(self, wish: Wish) -> None:
        self._close()
        self.print_wanted.emit(wish)

    def _choose_place(self, wish: Wish) -> None:
        assert self._dialog is not None
        folder = self._settings.value.document_folder or places.home()
        if wish.scope.is_many:
            title = self.tr("Choose a folder: “{name}” is made in it")
            name = self._target(wish, Path()).name
            chooser = places.folder_dialog(self._dialog, title.replace("{name}", name), folder)
        else:
            title = self.tr("Save as document")
            name = wish.scope.title or self.tr("Chat")
            suffix = self._transfer.suffix_of(wish.form)
            chooser = places.file_dialog(
                self._dialog, title, folder, name, name_of(wish.form), suffix
            )
        chooser.fileSelected.connect(lambda chosen: self._save(wish, Path(chosen)))
        chooser.open()

    def _save(self, wish: Wish, chosen: Path) -> None:
        parent = chosen if wish.scope.is_many else chosen.parent
        if str(parent) != self._settings.value.document_folder:
            self._settings.change(document_folder=str(parent))
        self._close()
        if not self._begin(wish, self._target(wish, chosen)):
            self.refused.emit()

    def _begin(self, wish: Wish, target: Path) -> bool:
        """False where it cannot be begun."""
        scope, options, labels, transfer = wish.scope, wish.options, export_labels(), self._transfer
        if wish.form == ARCHIVE:
            return transfer.archive(target, options, labels)
        if scope.kind is Kind.ALL:
            return transfer.save_all(target, wish.form, options, labels)
        # The ending of the name decides where it is one we know; else the chosen form does.
        form = wish.form if scope.is_many else transfer.format_for(target.suffix) or wish.form
        messages = scope.messages or None
        return transfer.save(scope.ids, target, form, options, labels, messages)

    def _target(self, wish: Wish, chosen: Path) -> Path:
        if wish.form == ARCHIVE:
            return places.archive_folder(chosen)
        return places.documents_folder(chosen, date.today()) if wish.scope.is_many else chosen

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
