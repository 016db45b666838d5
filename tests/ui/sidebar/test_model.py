"""Rows and headings: what moves, and what stays where it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPersistentModelIndex, Qt

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.ui.sidebar.days import group_of, heading
from promptrun_desktop.ui.sidebar.model import SidebarModel
from promptrun_desktop.ui.sidebar.roles import ID_ROLE, TIME_ROLE, UNREAD_ROLE, WRITING_ROLE

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0).astimezone()


def chat(name: str, hours: float = 0, title: str | None = None) -> Conversation:
    return Conversation(
        id=name, title=name if title is None else title, updated_at=NOON - timedelta(hours=hours)
    )


def model_of(*chats: Conversation) -> SidebarModel:
    model = SidebarModel(lambda: TODAY)
    model.set_conversations(chats)
    return model


def rows(model: SidebarModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def test_chats_stand_newest_first_under_the_days(english):
    model = model_of(
        chat("old", 24 * 60), chat("week", 24 * 3), chat("now"), chat("last", 24), chat("early", 2)
    )
    assert rows(model) == [
        *("Today", "now", "early", "Yesterday", "last", "Last 7 days", "week"),
        *("September 2026", "old"),
    ]


def test_a_month_of_another_year_is_told_apart(english):
    assert group_of(NOON - timedelta(days=365), TODAY) == "2025-11"
    assert heading("2025-11") == "November 2025"


def test_a_chat_of_tomorrow_stands_under_today():
    assert group_of(NOON + timedelta(days=2), TODAY) == "today"


def test_headings_can_be_neither_selected_nor_opened():
    model = model_of(chat("a"))
    index = model.index(0)
    assert index.flags() == Qt.ItemFlag.NoItemFlags
    assert index.data(ID_ROLE) == ""


def test_only_todays_chats_tell_the_time(english):
    model = model_of(chat("a"), chat("b", 24))
    assert model.index_of("a").data(TIME_ROLE) == "12:00"
    assert model.index_of("b").data(TIME_ROLE) == ""


def test_a_chat_without_a_title_reads_new_chat_and_line_breaks_become_blanks():
    model = model_of(chat("a", title=""), chat("b", 1, "two\nlines\tand tab"))
    assert rows(model) == ["Today", "New chat", "two lines and tab"]


def test_a_new_title_changes_one_row_and_moves_none(qtbot):
    model = model_of(chat("a"), chat("b", 1))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    for signal in (model.modelReset, model.rowsMoved, model.rowsInserted, model.rowsRemoved):
        signal.connect(lambda *_: changed.append((-1, -1)))
    model.upsert(chat("b", 1, "better"))
    assert changed == [(2, 2)]
    model.upsert(chat("b", 1, "better"))
    assert changed == [(2, 2)]


def test_an_answered_chat_moves_to_the_top_in_one_step():
    model = model_of(*(chat(f"{n}", n / 10) for n in range(50)))
    moves: list[str] = []
    model.rowsMoved.connect(lambda *_: moves.append("moved"))
    model.modelReset.connect(lambda: moves.append("reset"))
    kept = QPersistentModelIndex(model.index_of("40"))
    model.upsert(chat("40", -1))
    assert moves == ["moved"]
    assert kept.row() == 1
    assert kept.data(ID_ROLE) == "40"


def test_a_chat_that_became_older_moves_down_in_one_step():
    model = model_of(*(chat(f"{n}", n / 10) for n in range(50)))
    moves: list[str] = []
    model.rowsMoved.connect(lambda *_: moves.append("moved"))
    model.upsert(chat("0", 4.95))
    assert moves == ["moved"]
    assert rows(model)[-1] == "0"


def test_the_last_chat_of_a_day_takes_the_heading_with_it():
    model = model_of(chat("a"), chat("b", 24))
    model.remove("b")
    assert rows(model) == ["Today", "a"]
    model.remove("b")
    model.remove("a")
    assert rows(model) == []


def test_at_midnight_the_headings_move_on_and_the_chats_stay():
    day = [TODAY]
    model = SidebarModel(lambda: day[0])
    model.set_conversations([chat("a"), chat("b", 24)])
    kept = QPersistentModelIndex(model.index_of("a"))
    day[0] += timedelta(days=1)
    model.turn_day()
    assert rows(model) == ["Yesterday", "a", "Last 7 days", "b"]
    assert kept.data(ID_ROLE) == "a"
    assert kept.data(TIME_ROLE) == ""


def test_marks_change_only_the_rows_they_concern():
    model = model_of(chat("a"), chat("b", 1), chat("c", 2))
    model.set_writing(frozenset({"a", "b"}))
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    model.set_writing(frozenset({"b", "gone"}))
    model.set_unread(frozenset({"c"}))
    assert changed == [1, 3]
    assert not model.index_of("a").data(WRITING_ROLE)
    assert model.index_of("b").data(WRITING_ROLE)
    assert model.index_of("c").data(UNREAD_ROLE)


def test_marks_are_told_to_screen_readers():
    model = model_of(chat("a"), chat("b", 1))
    model.set_writing(frozenset({"a"}))
    model.set_unread(frozenset({"b"}))
    spoken = [model.index_of(each).data(Qt.ItemDataRole.AccessibleTextRole) for each in ("a", "b")]
    assert spoken == ["a, the answer is being written", "b, not read yet"]


def test_an_edited_title_is_asked_for_and_shown_only_once_it_is_so():
    model = model_of(chat("a"))
    asked: list[tuple[str, str]] = []
    model.renamed.connect(lambda *each: asked.append(each))
    model.setData(model.index_of("a"), "  new\nname ")
    assert asked == [("a", "new name")]
    assert rows(model) == ["Today", "a"]
    for same in ("a", "", "   "):
        model.setData(model.index_of("a"), same)
    assert len(asked) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(-30, 2000), st.booleans()), max_size=12
    )
)
def test_any_order_of_changes_ends_like_a_fresh_list(changes):
    model, kept = model_of(), {}
    watched: dict[str, QPersistentModelIndex] = {}
    for name, hours, removed in changes:
        if removed:
            model.remove(name)
            kept.pop(name, None)
        else:
            kept[name] = replace(chat(name), updated_at=NOON - timedelta(hours=hours))
            model.upsert(kept[name])
        watched = {
            each: watched.get(each, QPersistentModelIndex(model.index_of(each))) for each in kept
        }
        assert rows(model) == rows(model_of(*kept.values()))
        for each, index in watched.items():
            assert index.data(ID_ROLE) == each


def test_a_name_is_looked_for_as_it_is_by_now():
    model = model_of(chat("a", 1, "Pasta"), chat("b", 2, "Pizza"))
    assert model.starting_with("p", 1).data() == "Pizza"
    assert model.starting_with("p", 2).data() == "Pasta"
    model.upsert(chat("b", 2, "Bread"))
    assert model.starting_with("p", 1).data() == "Pasta"
    model.upsert(chat("c", 1.5, "Plums"))
    assert model.starting_with("p", 1).data() == "Plums"
    model.remove("a")
    assert model.starting_with("pa", 0).isValid() is False
    model.set_folders([Folder("Plans", "f")])
    assert model.starting_with("pla", 2).row() == 0
    model.set_folders([Folder("Work", "f")])
    assert model.starting_with("pla", 2).isValid() is False
