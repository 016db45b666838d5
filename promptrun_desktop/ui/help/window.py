"""The help: its pages at the left, the one that is read at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.text.block import Paragraph, Span
from promptrun_desktop.ui.help.contents import Contents
from promptrun_desktop.ui.help.guide import Page, page_named, read_guide
from promptrun_desktop.ui.help.page_view import PageView
from promptrun_desktop.ui.help.pictures import Pictures
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.widgets import Hairline, button, wear_icon

_KEY = QKeySequence.StandardKey
SIZE = QSize(880, 640)
# Narrower, the contents stand in the place of the page.
NARROW = 640
LIST = 216
_LINE = 40
_FOOT = 32  # beside and between the buttons below the page


class HelpWindow(QDialog):
    """Shown with `show()`, beside the main window. `outside` carries the address of a link that
    leads out of the guide."""

    outside = Signal(str)

    def __init__(
        self,
        look: Look,
        beside: QWidget,
        extra: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("help_window")
        self.setWindowIcon(beside.windowIcon())
        self._look, self._sheet = look, Sheet(look)
        self._pictures = Pictures(self)
        self._pages = {each.name: each for each in self._read()}
        self._contents = Contents(list(self._pages.values()), extra)
        self._contents.chosen.connect(self.open_page)
        self._contents.looked_for.connect(self._mark)
        self._contents.next_wanted.connect(self._go_to_next)
        self._line = Hairline(Qt.Orientation.Vertical)
        self._right = self._make_right()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._contents)
        row.addWidget(self._line)
        row.addWidget(self._right, 1)
        self._name, self._text = "", ""
        self._found: list[QRect] = []
        self._at = -1
        self._lists = True  # in a narrow window: the contents, not the page
        # Only what is laid out has places.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_found)
        QShortcut(QKeySequence(_KEY.Find), self, self._find)
        look.changed.connect(self._restyle)
        self.resize(self._room(beside))

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._name

    def open_page(self, name: str) -> None:
        """Empty, or unknown: the one that was read last, at first the first."""
        first = next(iter(self._pages))
        name = name if name in self._pages else self._name or first
        self._lists = False
        if name != self._name:
            self._show_page(self._pages[name])
        self._contents.choose(name)
        self._fold()
        if not self._contents.isAncestorOf(self.focusWidget() or self):
            # Keys scroll at once.
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape and self._contents.clear():
            return
        if event.matches(_KEY.MoveToNextPage):
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        elif event.matches(_KEY.MoveToPreviousPage):
            bar.triggerAction(bar.SliderAction.SliderPageStepSub)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._pictures.close()

    def done(self, result: int) -> None:
        self._pictures.close()
        super().done(result)

    def _read(self) -> list[Page]:
        """The guide, or a page that says why there is none."""
        try:
            return read_guide()
        except (OSError, ValueError, KeyError):
            words = self.tr(
                "The pages of the help are missing or damaged. Installing the app again brings"
                " them back; your chats stay."
            )
            title = self.tr("Help")
            return [Page("missing", title, title, (Paragraph(spans=(Span(words),)),))]

    def _make_right(self) -> QWidget:
        self._all = button(self.tr("All pages"), "help_all", "quiet")
        wear_icon(self._all, self._look, "chevron-left", "dim")
        self._all.clicked.connect(self._show_contents)
        self._next = button("", "help_next", "quiet")
        self._next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        wear_icon(self._next, self._look, "chevron-right", "dim")
        self._next.clicked.connect(lambda: self.open_page(self._following()))
        self._area = QScrollArea()
        self._area.setObjectName("help_area")
        self._area.setAccessibleName(self.tr("Page"))
        self._area.setWidgetResizable(True)
        self._area.setProperty("ring", "none")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.verticalScrollBar().setSingleStep(_LINE)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self._all)
        foot.addStretch(1)
        foot.addWidget(self._next)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        return right

    def _show_page(self, page: Page) -> None:
        self._name = page.name
        self.setWindowTitle(self.tr("Help: {page}").replace("{page}", page.title))
        view = PageView(self._look, self._sheet, self._pictures, page)
        view.followed.connect(self._follow)
        self._area.setWidget(view)
        self._area.setAccessibleDescription(page.title)
        self._area.verticalScrollBar().setValue(0)
        following = self._following()
        title = self._pages[following].short if following else ""
        self._next.setAccessibleName(self.tr("Next page: {page}").replace("{page}", title))
        self._next.setVisible(bool(following))
        self._name_next()
        self._mark(self._text)

    def _follow(self, href: str) -> None:
        name = page_named(href)
        if name:
            self.open_page(name)
        else:
            self.outside.emit(href)

    def _following(self) -> str:
        names = list(self._pages)
        at = names.index(self._name) + 1
        return names[at] if at < len(names) else ""

    def _name_next(self) -> None:
        """With the title of the page where that fits beside the way back, at last its arrow."""
        following = self._following() if self._name else ""
        if following:
            self._next.setText(self._pages[following].short)
            narrow = not self._all.isHidden()
            for shorter in (self.tr("Next page"), ""):
                wanted = self._next.sizeHint().width() + self._all.sizeHint().width() + _FOOT
                if narrow and wanted > self.width():
                    self._next.setText(shorter)

    def _mark(self, text: str) -> None:
        """What is looked for, folded, is coloured in the page and gone to."""
        self._text = text
        self._soon.start()

    def _show_found(self) -> None:
        view = self._area.widget()
        if isinstance(view, PageView):
            self._found, self._at = view.mark_found(self._text), -1
            self._go_to_next()

    def _go_to_next(self) -> None:
        if self._found:
            self._at = (self._at + 1) % len(self._found)
            place = self._found[self._at].center()
            self._area.ensureVisible(place.x(), place.y(), 0, 2 * _LINE)

    def _find(self) -> None:
        self._show_contents()
        self._contents.focus_field()

    def _show_contents(self) -> None:
        self._lists = True
        self._fold()
        self._contents.focus()

    def _fold(self) -> None:
        """Beside each other, or where there is no room for both one of them."""
        narrow = self._contents.is_alone = self.width() < self._look.px(NARROW)
        self._contents.setVisible(not narrow or self._lists)
        self._line.setVisible(not narrow)
        self._right.setVisible(not narrow or not self._lists)
        self._all.setVisible(narrow)
        self._name_next()
        if narrow:
            self._contents.setMaximumWidth(16_777_215)
        else:
            self._contents.setFixedWidth(self._look.px(LIST))
        self._contents.setMinimumWidth(0 if narrow else self._look.px(LIST))

    def _restyle(self) -> None:
        self._sheet.reset()
        view = self._area.widget()
        if isinstance(view, PageView):
            view.restyle()
        self._fold()
        self._soon.start()

    def _room(self, beside: QWidget) -> QSize:
        screen = beside.screen().availableGeometry().size()
        wanted = QSize(self._look.px(SIZE.width()), self._look.px(SIZE.height()))
        return wanted.boundedTo(screen - QSize(16, 48))
