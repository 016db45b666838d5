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
