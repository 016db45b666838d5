import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript.select import clipboard as module
from promptrun_desktop.ui.transcript.select.clipboard import MARKDOWN, PLAIN, Clipboard
from promptrun_desktop.ui.transcript.select.spot import BODY, Selection, Spot
from promptrun_desktop.ui.transcript.select.walk import whole

from ....text.test_to_html import Reader
from .test_selecting import spot


def flavours():
    mime = QGuiApplication.clipboard().mimeData()
    markdown = bytes(mime.data("text/markdown").data()).decode()
    return mime.text(), Reader(bytes(mime.data("text/html").data()).decode()).texts, markdown


@pytest.fixture
def board(page):
    QGuiApplication.clipboard().setText("nothing yet")
    return Clipboard(page)


@pytest.fixture
def three(page):
    page.ask("What *is* it?\n\nTell me.")
    page.reply(
        "# Answer\n\nOne **two**.\n\n1. a\n2. b\n\n```py\nx = 1\ny\n```\n\n|h|i|\n|-|-|\n|j|k|"
    )
    page.ask("Thanks")
    return page


def copy(board, start, end, *flavour):
    board.copy_selection(Selection(start, end), *flavour)
    settle(board)
    return flavours()


def settle(board):
    while board.busy:
        board._slices.run()


def test_three_messages_come_as_text_as_document_and_as_source(three, board):
    plain, html, markdown = copy(board, spot(0, 0, 5), spot(2, 0, 3))
    assert plain == (
        "*is* it?\n\nTell me.\n\nAnswer\n\nOne two.\n\n1. a\n2. b\n\nx = 1\ny\n\nh\ti\nj\tk\n\nTha"
    )
    assert html == [
        ("html body p", "*is* it?"),
        ("html body p", "Tell me."),
        ("html body h1", "Answer"),
        ("html body p", "One"),
        ("html body p strong", "two"),
        ("html body p", "."),
        ("html body ol li", "a"),
        ("html body ol li", "b"),
        ("html body pre code", "x = 1\ny"),
        ("html body table thead tr th", "h"),
        ("html body table thead tr th", "i"),
        ("html body table tbody tr td", "j"),
        ("html body table tbody tr td", "k"),
        ("html body p", "Tha"),
    ]
    assert markdown == f"*is* it?\n\nTell me.\n\n{three.source(1)}\n\nTha"


def test_a_part_of_a_message_is_cut_at_both_ends(three, board):
    plain, html, markdown = copy(board, spot(1, 1, 4), spot(1, 3, 1))
    assert plain == "two.\n\n1. a\n2. b"
    assert markdown == "**two**.\n\n1. a\n2. b"
    assert ("html body ol li", "b") in html


def test_the_second_item_keeps_its_number(three, board):
    plain, _, markdown = copy(board, spot(1, 3, 0), spot(1, 5, 5))
    assert plain.startswith("2. b\n\nx = 1")
    assert parse(markdown)[0].path[0].number == 2


def test_some_words_of_an_item_are_words(page, board):
    page.reply("- one two three")
    assert copy(board, spot(0, 0, 4), spot(0, 0, 7)) == ("two", [("html body p", "two")], "two")


def test_a_word_of_code_is_no_block(three, board):
    plain, html, markdown = copy(board, spot(1, 5, 0), spot(1, 5, 1))
    assert (plain, markdown) == ("x", "`x`")
    assert html == [("html body p code", "x")]


def test_rows_of_a_table_are_a_table(page, board):
    page.reply("|a|b|\n|-|-|\n|c|d|\n|e|f|\n|g|h|")
    plain, html, markdown = copy(board, spot(0, 1, 0, box=0), spot(0, 2, 1, box=1))
    assert plain == "c\td\ne\tf"
    assert [where.split()[-1] for where, _ in html] == ["td"] * 4
    assert len(parse(markdown)[0].rows) == 2


def test_whole_table_by_its_ends_is_the_table_with_its_head(page, board):
    page.reply("|a|b|\n|-|-|\n|c|d|")
    plain, html, _ = copy(board, spot(0, 0, 0, box=0), spot(0, 1, 1, box=1))
    assert plain == "a\tb\nc\td"
    assert html[0] == ("html body table thead tr th", "a")


@pytest.mark.parametrize("limit", [7, 6000])
@pytest.mark.parametrize("text", ["a😀b 漢字 **שלום** c😀d e", "x `yy` zz é👨‍👩‍👧 end of it"])
def test_every_range_of_any_writing_is_exactly_its_letters(page, text, limit):
    page.limit = limit
    page.reply(text)
    board = Clipboard(page)
    ends = [
        Spot(0, BODY, number, 0, offset)
        for number, leaf in enumerate(page.leaves(0, BODY))
        for offset in range(leaf.boxes[0].length + 1)
        if whole(leaf.boxes[0], offset) == offset
    ]
    for start in ends[::3]:
        for end in ends[::4]:
            if start >= end:
                continue
            shown = "".join(
                leaf.boxes[0].slice(
                    start.offset if number == start.leaf else 0,
                    end.offset if number == end.leaf else leaf.boxes[0].length,
                )
                for number, leaf in enumerate(page.leaves(0, BODY))
                if start.leaf <= number <= end.leaf
            )
            QGuiApplication.clipboard().setText("")
            board.copy_selection(Selection(start, end), PLAIN)
            settle(board)
            assert QGuiApplication.clipboard().text() == shown


def test_one_flavour_alone_is_plain_text(three, board):
    plain, html, markdown = copy(board, spot(1, 0, 0), spot(1, 1, 8), MARKDOWN)
    assert (plain, html, markdown) == ("# Answer\n\nOne **two**.", [], "")


def test_an_unfolded_thought_is_copied_with_its_reply(page, board):
    page.reply("Yes.", thought="Is it? I think")
    plain, _, _ = copy(board, Spot(0, 0, 0, 0, 7), spot(0, 0, 3))
    assert plain == "I think\n\nYes"


def test_a_message_is_its_exact_source(page, board):
    source = "* a\n* b  \n\n\n__c__\n"
    board.copy_message(source, parse(source))
    plain, html, markdown = flavours()
    assert plain == markdown == source
    assert ("html body p strong", "c") in html


def test_code_is_copied_alone(board):
    board.copy_code("a <b>\n\n")
    assert flavours() == ("a <b>\n\n", [], "")


def test_a_table_is_copied_as_one(board):
    (table,) = parse("> |a|b|\n> |-|-|\n> |1|x y|")
    board.copy_table(table)
    plain, html, markdown = flavours()
    assert plain == "a\tb\n1\tx y"
    assert html[-1] == ("html body table tbody tr td", "x y")
    assert markdown == "| a | b |\n| --- | --- |\n| 1 | x y |"


def long_chat(page, replies, size):
    for number in range(replies):
        page.reply(f"## Part {number}\n\n" + "some *words* and more\n\n- item\n\n" * size)


def test_much_is_written_a_few_ms_at_a_time(page, board, qtbot):
    long_chat(page, 30, 40)
    start, end = spot(0, 0, 0), Spot(29, BODY, len(page.leaves(29, BODY)) - 1, 0, 4)
    with qtbot.waitSignal(board.copied, timeout=20_000):
        board.copy_selection(Selection(start, end))
        assert board.busy
    plain, html, markdown = flavours()
    assert plain.count("some words") == markdown.count("some *words*") == 30 * 40
    assert sum(where.endswith("li") for where, _ in html) == 30 * 40


def test_too_much_is_copied_as_source(page, board, monkeypatch, qtbot):
    monkeypatch.setattr(module, "MOST_MESSAGES", 3)
    long_chat(page, 4, 1)
    board.copy_selection(Selection(spot(0, 0, 2), spot(3, 0, 4)))
    settle(board)
    plain, html, markdown = flavours()
    assert plain == markdown == "\n\n".join(map(page.source, range(4)))
    assert html == []


def test_what_is_not_read_from_disk_yet_is_waited_for(page, board, qtbot):
    for text in ("one", "two", "three"):
        page.ask(text)
    page.unload(1)
    with qtbot.waitSignal(board.copied, timeout=5000):
        board.copy_selection(Selection(spot(0, 0, 0), spot(2, 0, 5)))
        assert board.busy
        page.load(1, "two")
    assert flavours()[0] == "one\n\ntwo\n\nthree"


_ENDS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from promptrun_desktop.ui.transcript.select.clipboard import put
from promptrun_desktop.ui.transcript.select.flavours import Flavours
app = QApplication([])
put(Flavours("a", "<p>a</p>", "a"))
assert app.clipboard().mimeData().hasHtml()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def test_the_program_ends_well_with_flavours_on_the_clipboard():
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS], env=os.environ, capture_output=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
