import pytest

from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.selection import Selection, Spot

TEXT = """# Title

First paragraph with **bold** text.

```python
x = 1
y = 2
```

- one
- two

Last words."""


def body_of(sheet, text, width=400):
    body = Body(sheet)
    body.lay_out(width, body.show(parse(text)))
    return body


def test_growing_keeps_the_layout_of_what_is_finished(sheet):
    stream, body = BlockStream(), Body(sheet)
    body.lay_out(400, body.show(stream.blocks, stream.feed("One paragraph.\n\nAnother, which")))
    first = body.items[0]
    first.boxes[0].rects(0, 1)
    layout = first.boxes[0].layout()
    assert layout is not None
    for text in (" grows\n\n```\ncode", "\nmore\n```\n\nend"):
        body.lay_out(400, body.show(stream.blocks, stream.feed(text)))
    assert body.items[0] is first
    assert first.boxes[0].layout() is layout


def test_only_the_last_piece_of_growing_code_is_made_anew(sheet):
    stream, body = BlockStream(), Body(sheet)
    lines = "".join(f"line {number}\n" for number in range(100))
    body.lay_out(400, body.show(stream.blocks, stream.feed("```py\n" + lines)))
    card = body.items[0]
    before = list(card.boxes)
    body.lay_out(400, body.show(stream.blocks, stream.feed("another\n")))
    assert body.items[0] is card
    assert card.boxes[: len(before) - 1] == before[:-1]
    assert card.boxes[-1].text.endswith("another")


@pytest.mark.parametrize("step", [1, 7, 40])
def test_streamed_text_is_as_high_as_the_same_text_at_once(sheet, step):
    stream, body = BlockStream(), Body(sheet)
    for start in range(0, len(TEXT), step):
        changed = stream.feed(TEXT[start : start + step])
        body.lay_out(400, body.show(stream.blocks, changed))
    body.lay_out(400, body.show(stream.blocks, stream.finish()))
    whole = body_of(sheet, TEXT)
    assert body.height == whole.height
    assert [item.top for item in body.items] == [item.top for item in whole.items]


def test_a_block_that_becomes_another_kind_gets_another_item(sheet):
    body = body_of(sheet, "text")
    body.lay_out(400, body.show(parse("```\ntext\n```")))
    assert isinstance(body.items[0], CodeCard)


def test_everything_selected_is_what_was_written(sheet):
    body = body_of(sheet, "One 😀 paragraph.\n\nשלום\n\n```\ncode 1\n\ncode 2\n```")
    body.select_all()
    assert body.selected_text() == "One 😀 paragraph.\n\nשלום\n\ncode 1\n\ncode 2"


def test_lists_are_copied_with_their_marks(sheet):
    body = body_of(sheet, "1. one\n2. two\n   - deep\n- [x] done")
    body.select_all()
    assert body.selected_text() == "1. one\n2. two\n  - deep\n- [x] done"


def test_a_part_of_one_item_is_copied_without_a_mark(sheet):
    body = body_of(sheet, "- one\n- two")
    body.selection = Selection(Spot(0, 0, 0), Spot(0, 0, 3))
    assert body.selected_text() == "one"


def test_tables_are_copied_as_a_spreadsheet_takes_them(sheet):
    body = body_of(sheet, "|a|b|c|\n|-|-|-|\n|1||3|")
    body.select_all()
    assert body.selected_text() == "a\tb\tc\n1\t\t3"


def test_a_selection_survives_growth_below_it(sheet):
    stream, body = BlockStream(), Body(sheet)
    body.lay_out(400, body.show(stream.blocks, stream.feed("Select me.\n\nThen")))
    body.selection = Selection(Spot(0, 0, 0), Spot(0, 0, 6))
    body.lay_out(400, body.show(stream.blocks, stream.feed(" more\n\nand more")))
    assert body.selected_text() == "Select"


def test_a_selection_in_text_that_went_away_is_dropped(sheet):
    body = body_of(sheet, "one\n\ntwo")
    body.select_all()
    body.lay_out(400, body.show(parse("one")))
    assert body.selection is None


def test_nothing_is_wider_than_the_body(sheet):
    wide = "|".join(["a cell of some words"] * 12)
    rows = f"|{wide}|\n|{'-|' * 12}\n|{wide}|"
    deep = "".join("  " * depth + "- item\n" for depth in range(30))
    for text in ("x" * 3000, "```\n" + "x" * 3000 + "\n```", rows, deep, "> " * 40 + "quote"):
        body = body_of(sheet, text, width=300)
        assert body.width == 300
        for item in body.items:
            assert item.width == 300 and item.frame.inner >= 150
