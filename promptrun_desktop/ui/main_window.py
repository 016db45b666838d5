"""The window: the first screen or an open profile, its shortcuts, and where it stood last."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.actions import add_actions
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.drop_target import DropTarget
from promptrun_desktop.ui.welcome import Welcome

if TYPE_CHECKING:
    # The window is painted before what a chat needs is imported.
    from promptrun_desktop.ui.shell import Shell

SIZE = (1100, 720)
SMALLEST = (480, 360)
TEXT_STEP = 10


class MainWindow(QMainWindow):
    """`closing` fires once; the window hides at once and the app ends when all is stored.
    `dropped` carries a file that a person let fall onto it, `help_requested` a page of the help,
    empty for the one that fits."""

    closing = Signal()
    preferences_requested = Signal()
    help_requested = Signal(str)
    dropped = Signal(Path)

    def __init__(self, look: Look, settings: SettingsFile, geometry_path: str) -> None:
        super().__init__()
        # Whoever begins to listen to `closing` late must know.
        self.is_closed = False
        self.setObjectName("main_window")
        self.setWindowTitle("Promptrun Desktop")
        self.setMinimumSize(*SMALLEST)
        self._settings = settings
        self._geometry = QSettings(geometry_path, QSettings.Format.IniFormat)
        self._shell: Shell | None = None
        self.welcome = Welcome(look)
        self._pages = QStackedWidget()
        # Empty until the profile is open: which page comes first is not known before.
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self.welcome)
        self.setCentralWidget(self._pages)
        DropTarget(self).dropped.connect(self.dropped)
        self._restore_geometry()
        self._add_actions()

    @property
    def shell(self) -> "Shell | None":
        """The open profile that is shown, or was before the first screen."""
        return self._shell

    def show_welcome(self) -> None:
        self.welcome.reset()
        self.welcome.set_can_go_back(self._shell is not None)
        self._pages.setCurrentWidget(self.welcome)
        self.welcome.focus()

    def show_trouble(self, page: QWidget) -> None:
        """A page that stands in while there is nothing else to show."""
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def drop_trouble(self, page: QWidget) -> None:
        self._pages.removeWidget(page)
        page.deleteLater()

    def show_shell(self, shell: "Shell") -> None:
        if self._pages.indexOf(shell) < 0:
            self._pages.addWidget(shell)
        if shell is not self._shell:
            shell.zoom_wanted.connect(lambda steps: self._resize_text(steps * TEXT_STEP))
        self._shell = shell
        self._pages.setCurrentWidget(shell)

    def show_last_shell(self) -> None:
        if self._shell is not None:
            self.show_shell(self._shell)

    def drop_shell(self, shell: "Shell") -> None:
        """Its profile is closed: nothing of it may be called any more."""
        if self._shell is shell:
            self._shell = None
        self._pages.removeWidget(shell)
        shell.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Asked is who closes it by hand, not who ends the session, or this process.
        if event.spontaneous() and not _session_ends() and self._is_held():
            event.ignore()
            return
        self._geometry.setValue("geometry", self.saveGeometry())
        event.accept()
        self.is_closed = True
        self.closing.emit()

    def _restore_geometry(self) -> None:
        self.resize(*SIZE)
        geometry = self._geometry.value("geometry")
        if geometry is not None:
            # Qt brings a window back onto a screen that is there.
            self.restoreGeometry(geometry)

    def _add_actions(self) -> None:
        add_actions(
            self,
            {
                "new_chat": lambda: self._in_shell(lambda shell: shell.new_chat()),
                "temporary": lambda: self._in_shell(lambda shell: shell.temporary_chat()),
                "export": lambda: self._in_shell(lambda shell: shell.sharing.save()),
                "print": lambda: self._in_shell(lambda shell: shell.sharing.print()),
                "model": lambda: self._in_shell(lambda shell: shell.page.picker.open_popup()),
                "sidebar": lambda: self._in_shell(lambda shell: shell.columns.toggle_left()),
                "panel": lambda: self._in_shell(lambda shell: shell.columns.toggle_right()),
                "write": lambda: self._in_shell(lambda shell: shell.page.composer.focus()),
                "rename": lambda: self._in_shell(lambda shell: shell.rename()),
                "copy_reply": lambda: self._in_shell(lambda shell: shell.copy_reply()),
                "search": lambda: self._in_shell(lambda shell: shell.search()),
                "find": lambda: self._in_shell(lambda shell: shell.find_text()),
                "find_next": lambda: self._in_shell(lambda shell: shell.find_again(1)),
                "find_previous": lambda: self._in_shell(lambda shell: shell.find_again(-1)),
                "preferences": self.preferences_requested.emit,
                "larger": lambda: self._resize_text(TEXT_STEP),
                "smaller": lambda: self._resize_text(-TEXT_STEP),
                "normal_size": lambda: self._settings.change(text_size=100),
                "help": lambda: self.help_requested.emit(""),
                "shortcuts": lambda: self.help_requested.emit("shortcuts"),
                "escape": self._escape,
                "quit": self._quit,
            },
        )

    def _in_shell(self, deed: Callable[["Shell"], object]) -> None:
        if self._shell is not None and self._pages.currentWidget() is self._shell:
            deed(self._shell)

    def _is_held(self) -> bool:
        """Something is under way, and the person is asked what shall become of it."""
        return self._shell is not None and self._shell.sharing.holds(self.close)

    def _quit(self) -> None:
        if not self._is_held():
            self.close()

    def _escape(self) -> None:
        if self._pages.currentWidget() is self.welcome:
            self.welcome.escape()
        else:
            self._in_shell(lambda shell: shell.escape())

    def _resize_text(self, step: int) -> None:
        self._settings.change(text_size=self._settings.value.text_size + step)


def _session_ends() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
