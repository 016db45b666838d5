"""Where a document goes: the dialogs that ask for a file or a folder, shown with open()."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from promptrun_desktop.services.transfer import safe_name
from promptrun_desktop.ui.translation import translate

# As `formats.backup` calls it; a test holds the two together.
BACK_UP_SUFFIX = ".promptrun"


def home() -> str:
    """Where documents are kept, before a person chose another place."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(where) or QDir.homePath()


def file_dialog(
    window: QWidget, title: str, folder: str, name: str, words: str, suffix: str
) -> QFileDialog:
    """For one file to be written; `words` say what `suffix` is."""
    dialog = QFileDialog(window, title)
    dialog.setObjectName("export_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([f"{words} (*{suffix})"])
    dialog.setDefaultSuffix(suffix[1:])
    dialog.setDirectory(folder)
    dialog.selectFile(safe_name(name, suffix))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def folder_dialog(window: QWidget, title: str, folder: str) -> QFileDialog:
    """For a folder that is there, or made in the dialog."""
    dialog = QFileDialog(window, title)
    dialog.setObjectName("folder_dialog")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(folder)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def archive_folder(chosen: Path) -> Path:
    """The same each time, so that an archive grows; also when it is chosen itself."""
    name = safe_name(translate("Places", "Promptrun chats"), "")
    return chosen if chosen.name == name else chosen / name


def documents_folder(chosen: Path, today: date) -> Path:
    """A folder of its own: hundreds of files among others would be hard to find."""
    name = translate("Places", "Chats of {day}").replace("{day}", today.isoformat())
    return chosen / safe_name(name, "")
