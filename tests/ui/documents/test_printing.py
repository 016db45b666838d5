"""Printing: onto a file here, which Qt treats as it treats any printer."""

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from promptrun_desktop.services.documents import Labels, undrawn
from promptrun_desktop.ui.documents.printing import Printing
from tests.ui.documents.made import answer, content, page_texts, pages_of

LONG = content(*(f"message{n} " + "word " * 80 for n in range(40)))


@pytest.fixture
def printing(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    printing = Printing(window)
    printing.ends = []
    printing.printed.connect(lambda: printing.ends.append("printed"))
    printing.cancelled.connect(lambda: printing.ends.append("cancelled"))
    printing.failed.connect(printing.ends.append)
    return printing


def onto(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_all_pages_are_printed_with_their_feet(printing, qtbot, tmp_path):
    told = []
    printing.progressed.connect(lambda page, total: told.append((page, total)))
    printing.print_to(onto(tmp_path / "a.pdf"), LONG, Labels(), undrawn)
    qtbot.waitUntil(lambda: bool(printing.ends))
    count = len(pages_of(LONG))
    assert printing.ends == ["printed"]
    assert told[-count:] == [(number + 1, count) for number in range(count)]
    assert len(PdfReader(tmp_path / "a.pdf").pages) == count
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
    assert "message39" in "".join(page_texts((tmp_path / "a.pdf").read_bytes()))


def test_only_the_wanted_pages_are_printed(printing, qtbot, tmp_path):
    printer = onto(tmp_path / "a.pdf")
    printer.setFromTo(2, 3)
    printing.print_to(printer, LONG, Labels(), undrawn)
    qtbot.waitUntil(lambda: bool(printing.ends))
    assert len(PdfReader(tmp_path / "a.pdf").pages) == 2


def test_cancelling_leaves_nothing(printing, qtbot, tmp_path):
    printing.progressed.connect(lambda page, _total: page == 2 and printing.cancel())
    printing.print_to(onto(tmp_path / "a.pdf"), LONG, Labels(), undrawn)
    qtbot.waitUntil(lambda: bool(printing.ends))
    qtbot.wait(30)
    assert printing.ends == ["cancelled"]
    assert list(tmp_path.iterdir()) == []
    assert not printing.busy


def test_a_printer_that_takes_nothing_is_told_of(printing, qtbot, tmp_path):
    printing.print_to(onto(tmp_path / "no folder" / "a.pdf"), answer("x"), Labels(), undrawn)
    qtbot.waitUntil(lambda: bool(printing.ends))
    (sentence,) = printing.ends
    assert "printer" in sentence


def test_without_a_printer_there_is_one_sentence(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    printing = Printing(window, printers=list)
    with qtbot.waitSignal(printing.failed) as told:
        printing.ask(answer("x"), Labels(), undrawn)
    (sentence,) = told.args
    assert "No printer" in sentence
    assert "PDF" in sentence
    assert window.children() == [printing]


def test_the_systems_dialog_is_shown_and_waits_for_nobody(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing = Printing(window, printers=lambda: ["one"])
    printing.ask(answer("x"), Labels(), undrawn)
    (dialog,) = window.findChildren(QPrintDialog)
    assert dialog.isVisible()
    assert not printing.busy
    with qtbot.waitSignal(printing.cancelled):
        dialog.reject()


def test_what_the_dialog_accepts_is_printed(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    printing = Printing(window, printers=lambda: ["one"])
    printing.ask(answer("x"), Labels(), undrawn)
    (dialog,) = window.findChildren(QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    with qtbot.waitSignal(printing.printed):
        dialog.done(QDialog.DialogCode.Accepted)
    assert len(PdfReader(tmp_path / "a.pdf").pages) == 1


def test_the_sheet_of_the_printer_is_what_is_laid_out_for(printing, qtbot, tmp_path):
    from PySide6.QtGui import QPageLayout, QPageSize

    printer = onto(tmp_path / "a.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printing.print_to(printer, LONG, Labels(), undrawn)
    qtbot.waitUntil(lambda: bool(printing.ends))
    box = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert box.width > box.height
