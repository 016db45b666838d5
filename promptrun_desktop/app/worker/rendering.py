"""A chat in one of the forms of documents, into a stream."""

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import Content
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.services.typesetter import Drawing

# Told the share that is done, 0 to 1.
Share = Callable[[float], None]
Write = Callable[[BinaryIO, Content, Share], None]
PDF = "pdf"


def suffix_of(key: str) -> str:
    return ".pdf" if key == PDF else FORMATS[key].suffix


def writer(key: str, labels: Labels, draw: Drawing) -> Write:
    if key == PDF:
        return _pdf_writer(labels, draw)
    render = FORMATS[key].render

    def write(stream: BinaryIO, content: Content, _share: Share) -> None:
        stream.write(render(content, labels, draw))

    return write


def _pdf_writer(labels: Labels, draw: Drawing) -> Write:
    # On Windows the platform without a screen has no fonts but its own.
    os.environ["QT_QPA_PLATFORM"] = "windows" if sys.platform == "win32" else "offscreen"
    from PySide6.QtGui import QGuiApplication

    from promptrun_desktop.ui.documents import pdf

    application = QGuiApplication(["promptrun-desktop"])

    def write(stream: BinaryIO, content: Content, share: Share) -> None:
        assert application is not None  # It lives as long as what is drawn with it.
        pdf.write(stream, content, labels, draw, progress=share)

    return write
