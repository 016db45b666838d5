import pytest

from promptrun_desktop.api.thinking import ThinkSplitter


def split(*pieces: str) -> tuple[str, str]:
    splitter = ThinkSplitter()
    parts = [*map(splitter.feed, pieces), splitter.end()]
    return "".join(part[0] for part in parts), "".join(part[1] for part in parts)


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("<think>\nhm\n</think>\n\nYes", "hm\n", "Yes"),
        ("\n <think>a < b</thin k></think>Yes", "a < b</thin k>", "Yes"),
        ("<think></think>Yes", "", "Yes"),
        ("Use <think>x</think>", "", "Use <think>x</think>"),
        ("<thin air", "", "<thin air"),
        ("<th", "", "<th"),
        ("<think>never closed </thi", "never closed </thi", ""),
        ("<think>a</think>b<think>c</think>", "a", "b<think>c</think>"),
        ("  indented", "", "  indented"),
        ("", "", ""),
    ],
)
def test_thinking_is_told_apart_wherever_the_pieces_are_cut(text, reasoning, answer):
    assert split(*text) == (reasoning, answer)
    for cut in range(len(text) + 1):
        assert split(text[:cut], text[cut:]) == (reasoning, answer)


def test_text_is_not_held_back_once_it_cannot_be_a_tag():
    splitter = ThinkSplitter()
    assert splitter.feed("<t") == ("", "")
    assert splitter.feed("able>") == ("", "<table>")
    assert splitter.feed("<th") == ("", "<th")


def test_endless_white_space_is_let_through():
    splitter = ThinkSplitter()
    assert "".join(splitter.feed(" ")[1] for _ in range(1000)).isspace()
