"""The model picker as a person meets it: mostly the keyboard."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from promptrun_desktop.domain.model_info import ModelInfo, Price
from promptrun_desktop.ui.model_picker import ModelPicker
from promptrun_desktop.ui.model_picker.model import ROW_ROLE
from promptrun_desktop.ui.model_picker.shadow import REACH


def model(model_id: str, name: str, dollars: str | None = "0.000001") -> ModelInfo:
    price = None if dollars is None else Price(Decimal(dollars), Decimal(dollars))
    return ModelInfo(model_id, name, model_id.rpartition("/")[0], price)


MODELS = [
    model("openai/gpt-4o-mini", "GPT-4o mini"),
    model("meta/llama-4", "Llama 4", None),
    model("google/gemma", "Gemma", "0"),
    model("google/gemini", "Gemini Flash"),
    model("anthropic/claude-3.5-haiku", "Claude 3.5 Haiku"),
]


class Story:
    def __init__(self, qtbot, look) -> None:
        self.window = QWidget()
        self.picker = ModelPicker(look, self.window)
        self.other = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.picker)
        column.addStretch(1)
        column.addWidget(self.other)
        self.told: list[object] = []
        self.picker.picked.connect(self.told.append)
        for name in ("refresh_requested", "opened", "closed"):
            getattr(self.picker, name).connect(lambda name=name: self.told.append((name,)))
        qtbot.addWidget(self.window)
        self.window.resize(700, 600)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.other.setFocus()
        self.picker.set_models(MODELS, datetime.now(UTC) - timedelta(hours=3))
        self.picker.set_current("anthropic/claude-3.5-haiku")
        self._bot = qtbot

    def part(self, name: str, kind: type = QWidget):
        return self.window.findChild(kind, name)

    @property
    def view(self) -> QListView:
        return self.part("models", QListView)

    def rows(self) -> list[str]:
        model = self.view.model()
        return [model.index(row).data() for row in range(model.rowCount())]

    def pointed(self) -> str:
        return self.view.currentIndex().data(ROW_ROLE).id

    def open(self) -> None:
        self._bot.mouseClick(self.part("model_picker"), Qt.MouseButton.LeftButton)

    def type(self, text: str) -> None:
        self._bot.keyClicks(self.part("model_search"), text)

    def press(self, *keys) -> None:
        for key in keys:
            self._bot.keyClick(self.part("model_search"), key)


@pytest.fixture
def story(qtbot, look) -> Story:
    return Story(qtbot, look)


def test_recommendations_come_first_then_the_makers(story):
    assert story.rows() == [
        *("Everyday", "Fast and cheap"),
        *("Google", "Gemini Flash", "Gemma"),
        *("Meta", "Llama 4"),
    ]


def test_rows_tell_the_price_or_that_it_is_unknown(story):
    model = story.view.model()
    told = {model.index(at).data(ROW_ROLE).title: model.index(at).data(ROW_ROLE) for at in range(7)}
    assert told["Everyday"].price == "$0.001 a question"
    assert told["Everyday"].detail == "anthropic · claude-3.5-haiku"
    assert told["Gemini Flash"].price == "$0.001"
    assert told["Gemma"].price == "free"
    assert told["Llama 4"].price == "price unknown"


def test_a_click_on_the_button_opens_and_closes(story):
    assert not story.picker.is_open()
    story.open()
    assert story.picker.is_open()
    assert story.part("model_search").hasFocus()
    assert story.pointed() == "anthropic/claude-3.5-haiku"
    story.open()
    assert not story.picker.is_open()
    assert story.told == [("opened",), ("closed",)]


def test_arrows_pass_over_headings_and_enter_picks(story):
    story.open()
    story.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert story.pointed() == "google/gemini"
    story.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert story.told == [("opened",), ("closed",), "openai/gpt-4o-mini"]
    assert story.other.hasFocus()


def test_home_end_and_pages_reach_the_ends(story):
    story.open()
    story.press(Qt.Key.Key_End)
    assert story.pointed() == "meta/llama-4"
    story.press(Qt.Key.Key_Home)
    assert story.pointed() == "anthropic/claude-3.5-haiku"
    story.press(Qt.Key.Key_PageDown)
    assert story.pointed() == "meta/llama-4"
    story.press(Qt.Key.Key_PageUp, Qt.Key.Key_Up)
    assert story.pointed() == "anthropic/claude-3.5-haiku"


@pytest.mark.parametrize("typed", ["gemini", "GOOGLE flash", "google/gemini"])
def test_typing_filters_by_name_id_and_maker(story, typed):
    story.open()
    story.type(typed)
    assert story.rows()[:2] == ["Google", "Gemini Flash"]
    assert story.pointed() == "google/gemini"
    story.press(Qt.Key.Key_Enter)
    assert story.told[-1] == "google/gemini"


def test_a_recommendation_is_found_by_its_real_name(story):
    story.open()
    story.type("haiku")
    assert story.rows() == ["Everyday", "Use “haiku”"]


def test_an_id_that_no_list_has_can_be_typed(story):
    story.open()
    story.type(" lab/new-model:beta ")
    assert story.rows() == ["Use “lab/new-model:beta”"]
    story.press(Qt.Key.Key_Return)
    assert story.told[-1] == "lab/new-model:beta"


def test_a_listed_id_is_not_offered_twice(story):
    story.open()
    story.type("google/gemma")
    assert story.rows() == ["Google", "Gemma"]


def test_the_filter_is_gone_when_it_opens_again(story):
    story.open()
    story.type("gemma")
    story.press(Qt.Key.Key_Escape)
    story.open()
    assert story.part("model_search").text() == ""
    assert len(story.rows()) == 7


def test_escape_closes_and_gives_the_focus_back(story):
    story.picker.open_popup()
    story.press(Qt.Key.Key_Escape)
    assert not story.picker.is_open()
    assert story.other.hasFocus()


def test_a_click_elsewhere_closes_and_does_what_it_was_meant_for(story, qtbot):
    story.open()
    qtbot.mouseClick(story.other, Qt.MouseButton.LeftButton)
    assert not story.picker.is_open()
    assert story.other.hasFocus()


def test_a_click_on_the_bare_window_closes(story, qtbot):
    story.open()
    qtbot.mouseClick(story.window, Qt.MouseButton.LeftButton, pos=QPoint(3, 560))
    assert not story.picker.is_open()


def test_a_click_on_the_sheet_itself_leaves_it_open(story, qtbot):
    story.open()
    sheet = story.part("model_popup")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(REACH + 3, REACH + 3))
    assert story.picker.is_open()


def test_losing_the_focus_closes(story):
    story.open()
    story.other.setFocus()
    assert not story.picker.is_open()


def test_a_click_on_a_row_picks_it(story, qtbot):
    story.open()
    place = story.view.visualRect(story.view.model().index(1)).center()
    qtbot.mouseClick(story.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert story.told[-1] == "openai/gpt-4o-mini"


def test_a_click_on_a_heading_does_nothing(story, qtbot):
    story.open()
    place = story.view.visualRect(story.view.model().index(2)).center()
    qtbot.mouseClick(story.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert story.picker.is_open()


def test_refreshing_is_asked_for_once_and_shown_while_it_lasts(story, qtbot):
    story.open()
    refresh = story.part("refresh_models", QPushButton)
    qtbot.mouseClick(refresh, Qt.MouseButton.LeftButton)
    assert story.told[-1] == ("refresh_requested",)
    story.picker.set_busy(True)
    assert not refresh.isEnabled()
    assert story.part("model_list_age").text() == "Getting the list…"
    assert story.picker.is_open()
    story.picker.set_busy(False)
    assert refresh.isEnabled()
    assert story.part("model_list_age").text() == "List from 3 hours ago"


def test_a_problem_is_told_as_plain_text_and_taken_away(story):
    story.open()
    problem = story.part("model_problem")
    story.picker.set_problem("<b>No</b> connection.")
    assert problem.isVisible()
    assert problem.text() == "<b>No</b> connection."
    assert problem.textFormat() == Qt.TextFormat.PlainText
    story.picker.set_problem("")
    assert not problem.isVisible()


def test_tab_stays_within_the_popup(story, qtbot):
    story.open()
    qtbot.keyClick(story.part("model_search"), Qt.Key.Key_Tab)
    assert story.part("refresh_models").hasFocus()
    qtbot.keyClick(story.part("refresh_models"), Qt.Key.Key_Tab)
    assert story.part("model_search").hasFocus()


def test_a_new_list_keeps_what_was_typed(story):
    story.open()
    story.type("gem")
    story.picker.set_models([*MODELS, model("google/gem-2", "Gem 2")], datetime.now(UTC))
    assert story.part("model_search").text() == "gem"
    assert story.rows()[:4] == ["Google", "Gem 2", "Gemini Flash", "Gemma"]


def test_the_button_names_the_model_in_use(story):
    button = story.part("model_picker")
    assert button.accessibleName() == "Model: Everyday. Choose another"
    story.picker.set_current("lab/unlisted")
    assert button.accessibleName() == "Model: unlisted. Choose another"


@pytest.mark.parametrize("size", [(640, 480), (320, 240)])
def test_it_stays_within_a_small_window(story, size):
    story.window.resize(*size)
    story.open()
    popup = story.part("model_popup")
    sheet = popup.geometry().adjusted(REACH, REACH, -REACH, -REACH)
    assert QRect(0, 0, *size).contains(sheet)
    story.window.resize(size[0] + 60, size[1])
    assert QRect(0, 0, size[0] + 60, size[1]).contains(
        popup.geometry().adjusted(REACH, REACH, -REACH, -REACH)
    )


def test_five_hundred_models_are_filtered_between_two_keys(story):
    many = [model(f"maker{at % 40}/model-{at}", f"Model number {at}") for at in range(500)]
    story.picker.set_models(many, None)
    story.open()
    story.window.grab()
    begin = perf_counter()
    story.type("number 49")
    story.window.grab()
    assert perf_counter() - begin < 1.0
    assert "Model number 49" in story.rows()


def test_a_window_without_models_still_takes_an_id(story):
    story.picker.set_models((), None)
    story.open()
    assert story.rows() == []
    story.press(Qt.Key.Key_Return, Qt.Key.Key_Down)
    story.type("x/y")
    story.press(Qt.Key.Key_Return)
    assert story.told[-1] == "x/y"
