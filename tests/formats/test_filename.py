import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.formats.filename import MOST_BYTES, safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why is the sky blue?", "Why is the sky blue.md"),
        ("a/b\\c:d*e", "a b c d e.md"),
        ("漢字 עברית é", "漢字 עברית é.md"),
        ("", "chat.md"),
        (" . ", "chat.md"),
        ("../../etc/passwd", "etc passwd.md"),
        ("end. ", "end.md"),
        ("CON", "_CON.md"),
        ("nul.txt", "_nul.txt.md"),
        ("nul .txt", "_nul .txt.md"),
        ("Com1", "_Com1.md"),
        ("COM10", "COM10.md"),
        ("Console", "Console.md"),
        ("a\u202egpj.exe", "agpj.exe.md"),
        ("a\n\tb\0c\ud800", "a bc.md"),
        ("e\u0301", "é.md"),
    ],
)
def test_a_title_becomes_a_name(title, name):
    assert safe_name(title, ".md") == name


@given(st.text() | st.text("漢é😀. -~:con1").map(lambda text: text * 20))
def test_any_title_becomes_a_name_that_every_system_takes(title):
    name = safe_name(title, ".html")
    stem = name.removesuffix(".html")
    assert len(name.encode()) <= MOST_BYTES
    assert stem and stem == stem.strip(" .")
    assert name.isprintable()
    assert not set(name) & set('<>:"/\\|?*')
    assert stem.split(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
