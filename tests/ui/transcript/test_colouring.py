import gc
from threading import get_ident

import pytest

from promptrun_desktop.ui.transcript import colouring
from promptrun_desktop.ui.transcript.colouring import Highlighter

LINE = "def f(x): return 'é😀'  # c"
TONES = [(0, 3, "keyword"), (4, 5, "name"), (10, 16, "keyword"), (17, 21, "string"),
         (23, 26, "faint")]  # fmt: skip


@pytest.fixture
def highlighter(qtbot):
    return Highlighter()


class Owner:
    def __init__(self, highlighter, language="python"):
        self.told = []
        self.colouring = highlighter.open(language, self.changed)

    def changed(self, first, last):
        self.told.append((first, last, get_ident()))


def shown(qtbot, highlighter, code, closed=True, language="python"):
    owner = Owner(highlighter, language)
    owner.colouring.show(code, closed)
    owner.colouring.want(0, code.count("\n"))
    qtbot.waitUntil(lambda: bool(owner.told))
    return owner


def test_colours_are_told_on_the_windows_thread(qtbot, highlighter):
    owner = shown(qtbot, highlighter, f"{LINE}\n\n{LINE}")
    qtbot.waitUntil(lambda: owner.colouring.tones(2, 2) == [TONES])
    assert owner.colouring.tones(0, 3) == [TONES, [], TONES, []]
    assert {thread for *_, thread in owner.told} == {get_ident()}


def test_only_what_is_seen_is_coloured(qtbot, highlighter):
    owner = Owner(highlighter)
    owner.colouring.show(f"{LINE}\n" * 1_000, True)
    assert owner.told == []
    owner.colouring.want(100, 120)
    qtbot.waitUntil(lambda: all(owner.colouring.tones(100, 120)))
    assert not any(owner.colouring.tones(900, 999))
    owner.colouring.want(990, 999)
    qtbot.waitUntil(lambda: all(owner.colouring.tones(990, 999)))


def test_growth_keeps_colours_and_ends_as_the_whole(qtbot, highlighter):
    code = 'x = """a\nb\n"""\n' + f"{LINE}\n" * 30
    owner = Owner(highlighter)
    owner.colouring.want(0, 40)
    lines = code.splitlines(keepends=True)
    for count in range(3, len(lines), 5):
        owner.colouring.show("".join(lines[:count]), False)
        qtbot.waitUntil(lambda count=count: any(owner.colouring.tones(count - 1, count - 1)))
        before = owner.colouring.tones(0, count - 1)
        owner.colouring.show("".join(lines[:count]) + "de", False)
        assert owner.colouring.tones(0, count - 1) == before
    owner.colouring.show(code.removesuffix("\n"), True)
    qtbot.waitUntil(lambda: owner.colouring.tones(32, 32) == [TONES])
    assert owner.colouring.tones(0, 2) == [[(4, 8, "string")], [(0, 1, "string")],
                                           [(0, 3, "string")]]  # fmt: skip


def test_the_tail_of_a_growing_block_is_coloured_before_it_is_sure(qtbot, highlighter):
    owner = shown(qtbot, highlighter, "/* a\n b\n", closed=False, language="c")
    assert owner.colouring.tones(0, 1) == [[(0, 4, "faint")], [(0, 2, "faint")]]


def test_another_text_begins_anew(qtbot, highlighter):
    owner = shown(qtbot, highlighter, LINE)
    owner.colouring.show("# only this", True)
    assert owner.colouring.tones(0, 0) == [[]]
    qtbot.waitUntil(lambda: owner.colouring.tones(0, 0) == [[(0, 11, "faint")]])


def test_who_left_costs_nothing_more(qtbot, highlighter):
    told = []
    left = [Owner(highlighter) for _ in range(3)]
    for owner in left:
        owner.told = told
        owner.colouring.show(f"{LINE}\n" * 50_000, True)
        owner.colouring.want(49_000, 49_010)
    left[0].colouring.close()
    del left, owner
    gc.collect()
    qtbot.wait(0)
    told.clear()
    shown(qtbot, highlighter, LINE)
    assert told == []


def test_another_conversation_forgets_every_block(qtbot, highlighter):
    first = Owner(highlighter)
    first.colouring.show(f"{LINE}\n" * 20_000, True)
    first.colouring.want(19_000, 19_010)
    highlighter.forget_all()
    first.told.clear()
    shown(qtbot, highlighter, LINE)
    assert first.told == []
    first.colouring.show(LINE, True)
    qtbot.waitUntil(lambda: first.colouring.tones(0, 0) == [TONES])


@pytest.mark.parametrize("language", ["", "no such language"])
def test_unknown_languages_stay_plain(qtbot, highlighter, language):
    plain = Owner(highlighter, language)
    plain.colouring.show(LINE, True)
    plain.colouring.want(0, 0)
    shown(qtbot, highlighter, LINE)
    assert plain.told == []
    assert plain.colouring.tones(0, 0) == [[]]


def test_the_end_of_a_long_block_comes_and_far_lines_are_given_up(qtbot, highlighter, monkeypatch):
    monkeypatch.setattr(colouring, "MOST_LINES", 2_000)
    monkeypatch.setattr(colouring, "_KEPT_AROUND", 800)
    entry = ' {"a": 12, "b": "text as it is in data"},\n'
    code = "[\n" + entry * (150_000 // len(entry)) + " 1]"
    end = code.count("\n")
    assert end > colouring.MOST_LINES
    owner = Owner(highlighter, "json")
    owner.colouring.show(code, True)
    owner.colouring.want(end - 20, end)
    qtbot.waitUntil(lambda: any(owner.colouring.tones(end - 1, end - 1)), timeout=60_000)
    known = sum(map(bool, owner.colouring.tones(0, end)))
    assert known <= colouring.MOST_LINES
    assert owner.colouring.tones(5, 5) == [[]]
    owner.colouring.want(0, 20)
    qtbot.waitUntil(lambda: any(owner.colouring.tones(5, 5)), timeout=20_000)
    assert [tone for *_, tone in owner.colouring.tones(5, 5)[0]] == ["name", "name", "string"]


class Failing(Owner):
    def changed(self, first, last):
        super().changed(first, last)
        raise ValueError


def test_who_fails_at_its_colours_takes_none_from_the_others(qtbot, highlighter):
    owners = Failing(highlighter), Owner(highlighter)
    with qtbot.captureExceptions() as raised:
        for each in owners:
            each.colouring.show(LINE, True)
            each.colouring.want(0, 0)
        qtbot.waitUntil(lambda: all(each.told for each in owners))
    assert len(raised) == len(owners[0].told)
    assert owners[1].colouring.tones(0, 0) == [TONES]
