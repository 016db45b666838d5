"""A language in which every translated text stands in brackets, made of what a translator gets."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QWidget,
)

from promptrun_desktop.ui.transcript.view import TranscriptView

PACKAGE = Path(__file__).parents[2] / "promptrun_desktop"
Pair = tuple[str, str]


def lupdate() -> str | None:
    """Qt's collector of texts, where it is installed beside this Python."""
    return shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))


def collect(tool: str, folder: Path) -> set[Pair]:
    """Every (context, text) that a translator would be given."""
    file = folder / "app.ts"
    sources = [str(each) for each in sorted(PACKAGE.rglob("*.py"))]
    subprocess.run([tool, *sources, "-ts", str(file)], check=True, capture_output=True)
    found = set()
    for context in ElementTree.parse(file).iter("context"):
        name = context.findtext("name") or ""
        found |= {(name, each.findtext("source") or "") for each in context.iter("message")}
    return found


class Brackets(QTranslator):
    """Translates what was collected, and all of Qt's own texts, by putting ⟦ and ⟧ around it."""

    def __init__(self, known: set[Pair]) -> None:
        super().__init__()
        self._known = known

    def translate(self, context: str, text: str, note: object = None, n: int = -1) -> str | None:
        if text and ((context, text) in self._known or re.match("Q[A-Z]", context)):
            return f"⟦{text}⟧"
        return None

    def isEmpty(self) -> bool:
        return False


def readable(root: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of all that a person can see, hover or hear, hidden widgets too."""
    for each in [root, *root.findChildren(QWidget)]:
        name = f"{type(each).__name__} {each.objectName()}"
        for kind, text in _of_widget(each):
            if text:
                yield f"{name} {kind}", text
        for action in each.actions():
            yield f"{name} action", action.text()
            yield f"{name} action tip", action.toolTip()


def _of_widget(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QDialog | QMainWindow):
        yield "title", widget.windowTitle()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for at in range(model.rowCount()):
            yield "row", model.index(at, 0).data() or ""
            yield "row spoken", model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) or ""
    if isinstance(widget, TranscriptView):
        chat = QAccessible.queryAccessibleInterface(widget)
        for at in range(chat.childCount()):
            yield "message spoken", chat.child(at).text(QAccessible.Text.Name)


def untranslated(text: str, foreign: list[str]) -> str:
    """What is left in letters once translated and foreign parts are taken out."""
    while (less := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    for each in sorted(foreign, key=len, reverse=True):
        text = text.replace(each, "")
    text = re.sub(r"\d{1,2}:\d\d\s?([AP]M)?", "", text)
    return text if re.search(r"[^\W\d_]", text) else ""
