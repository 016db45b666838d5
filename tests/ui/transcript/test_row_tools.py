"""Tools are fitted again only when something of them changed or moved."""

from promptrun_desktop.domain.message import State

from .conftest import question, reply
from .stage import LINE, grow


def test_the_buttons_of_a_reply_that_is_written_cost_nothing_while_it_grows(view, monkeypatch):
    asked, growing = question("Tell me."), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    for _ in range(60):
        grow(view, growing, LINE)
    fitted, show = [], view.fittings.show

    def shown(key, leaf, *rest, **named):
        fitted.append(leaf.tool)
        return show(key, leaf, *rest, **named)

    monkeypatch.setattr(view.fittings, "show", shown)
    before = view.sight.value
    for _ in range(20):
        grow(view, growing, LINE)
    assert view.sight.value > before
    assert fitted == []


def test_they_are_there_once_it_is_complete(view):
    asked, growing = question("Tell me."), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    for _ in range(30):
        grow(view, growing, LINE)
    assert view.fittings.widgets(growing.id) == []
    view.change(reply(LINE * 30, id=growing.id))
    assert view.fittings.widgets(growing.id) != []


def test_the_button_of_a_table_follows_its_edge_while_that_grows(view):
    asked, growing = question("Tell me."), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    grow(view, growing, "| a | b |\n|---|---|\n| c | d |\n")
    (before,) = view.fittings.widgets(growing.id)
    where = before.geometry()
    grow(view, growing, "| a cell with many more words | and one more of them |\n")
    (after,) = view.fittings.widgets(growing.id)
    assert after is before and after.y() == where.y() and after.x() > where.x()


def test_what_only_moves_is_not_fitted_again(view, monkeypatch):
    asked, growing = question("Tell me."), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    grow(view, growing, LINE * 20 + "\n\n```python\nx = 1\n```\n\n")
    view.scroll_to_end()
    (button,) = view.fittings.widgets(growing.id)
    shown, show = [], view.fittings.show
    monkeypatch.setattr(view.fittings, "show", lambda *a, **k: shown.append(a) or show(*a, **k))
    for _ in range(4):
        before, value = button.y(), view.sight.value
        grow(view, growing, LINE + "\n\n")
        assert button.y() - before == value - view.sight.value < 0
    assert shown == []


def test_a_button_that_was_moved_with_the_pixels_is_put_back(view):
    asked, growing = question("Tell me."), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    grow(view, growing, "```python\nx = 1\n```\n\n")
    (button,) = view.fittings.widgets(growing.id)
    where = button.geometry()
    button.move(button.x(), button.y() - 31)
    view._tools.fit(view.sight.rows, view.left, has_moved=True)
    assert button.geometry() == where
