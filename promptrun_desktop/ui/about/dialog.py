"""The dialog that says which program this is, and where the chats are."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop import __version__
from promptrun_desktop.ui.about.facts import Facts
from promptrun_desktop.ui.logo import Logo
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import (
    Hairline,
    Row,
    button,
    fill,
    plain_label,
    scrolling,
    wear_icon,
)

WIDTH, HEIGHT = 520, 700


class AboutDialog(QDialog):
    """Shown with `open()`."""

    folder_requested = Signal()
    licences_requested = Signal()
    source_requested = Signal()

    def __init__(self, look: Look, facts: Facts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Promptrun Desktop"))
        self._facts = facts
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._make_head(look))
        column.addWidget(self._make_what())
        for section in (
            self._make_folder(look),
            self._make_versions(look),
            self._make_qt(),
        ):
            column.addWidget(Hairline())
            column.addWidget(section)
        column.addStretch(1)
        self._arrange(page)
        room = parent.window().size()
        self.resize(
            min(look.px(WIDTH), room.width() - 16), min(look.px(HEIGHT), room.height() - 16)
        )

    def _make_head(self, look: Look) -> QHBoxLayout:
        version = self.tr("Version {version}").replace("{version}", __version__)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(plain_label("Promptrun Desktop", size="title24"))
        words.addWidget(plain_label(version, "dim"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Logo(look), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _make_what(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            plain_label(
                self.tr(
                    "For chatting with AI models through Promptrun, or another service of its "
                    "kind. Your chats are kept on your computer."
                )
            )
        )
        column.addWidget(
            plain_label(
                self.tr("Free software under the MIT licence."),
                "dim",
            )
        )
        licences = button(self.tr("What is inside…"), "licences")
        licences.setAccessibleName(self.tr("What is inside, and under which licences"))
        licences.clicked.connect(self.licences_requested)
        column.addWidget(Row(licences))
        return part

    def _make_folder(self, look: Look) -> Section:
        section = Section(self.tr("Your chats on this computer"), "about_folder")
        folder = plain_label(str(self._facts.folder), "dim")
        folder.setObjectName("data_folder")
        show = button(self.tr("Show folder"), "show_folder")
        wear_icon(show, look, "folder", "dim")
        show.clicked.connect(self.folder_requested)
        section.column.addWidget(folder)
        section.column.addWidget(Row(show))
        return section

    def _make_versions(self, look: Look) -> Section:
        section = Section(self.tr("If somebody helps you"), "about_versions")
        told = self.tr("They may ask for these lines. Nothing about you is in them.")
        lines = plain_label("\n".join(self._facts.lines()), "dim", "small")
        lines.setObjectName("versions")
        copy = button(self.tr("Copy"), "copy_versions")
        wear_icon(copy, look, "copy", "dim")
        copy.clicked.connect(self._copy)
        self._status = StatusLine(look)
        section.column.addWidget(plain_label(told, "dim"))
        section.column.addWidget(lines)
        section.column.addWidget(Row(copy))
        section.column.addWidget(self._status)
        return section

    def _make_qt(self) -> Section:
        """What the LGPL asks to be told: that it is used, and may be exchanged."""
        section = Section(self.tr("Qt"), "about_qt")
        said = self.tr(
            "The window is drawn by Qt, which is used under the GNU LGPL, version 3. Qt lies "
            "beside the program in files of its own: you may put another build of it in their "
            "place."
        )
        section.column.addWidget(plain_label(said, "dim"))
        source = button(self.tr("Source of Qt"), "qt_source")
        source.clicked.connect(self.source_requested)
        section.column.addWidget(Row(source))
        return section

    def _arrange(self, page: QWidget) -> None:
        self._area = scrolling(page)
        done = button(self.tr("Done"), "about_done", "primary")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        fill(self, self._area, done)
        done.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._facts.lines()))
        self._status.say(self.tr("Copied."), "ok", "check-circle")
        # It is shown below the button, where there may be no room yet.
        QTimer.singleShot(0, self._status, lambda: self._area.ensureWidgetVisible(self._status))
