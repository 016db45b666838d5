"""What of a snippet is shown in two lines of the sidebar."""

from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.ui.search.snippet import in_lines, one_line


def breaks_at(width):
    """Lines of so many characters, broken after a space where there is one."""

    def first_break(text):
        if len(text) <= width:
            return len(text)
        return text.rfind(" ", 0, width) + 1 or width

    return first_break


def marked(line):
    text, marks = line
    return [text[start:end] for start, end in marks]


def test_white_space_and_control_characters_are_one_space_and_marks_follow_their_letters():
    text = "\n one \t\x00 two\nthree"
    start = text.index("two")
    line = one_line(text, [(start, start + 3), (start + 4, len(text))])
    assert line[0] == "one two three"
    assert marked(line) == ["two", "three"]


def test_of_markdown_the_signs_of_bold_text_and_code_go():
    text = "a **kingfisher** is `2**3` and a*b, **"
    start = text.index("king")
    line = one_line(text, [(start, start + 10)], markdown=True)
    assert line[0] == "a kingfisher is 2**3 and a*b, **" and marked(line) == ["kingfisher"]
    assert one_line(text, [])[0] == text


def test_a_heading_and_slanted_text_are_told_without_their_signs_and_a_list_keeps_its_own():
    text = "# On Venus  *A sample*, ***really*** ## Why * one * 2 * 3 #4 # 5"
    start = text.index("sample")
    line = one_line(text, [(start, start + 6)], markdown=True)
    assert line[0] == "On Venus A sample, really Why * one * 2 * 3 #4 # 5"
    assert marked(line) == ["sample"]


def test_a_short_snippet_is_one_line():
    assert in_lines("a short one", [(2, 7)], 2, breaks_at(30)) == [("a short one", ((2, 7),))]


def test_a_mark_that_is_broken_is_marked_in_both_lines():
    lines = in_lines("abcdefghij klm", [(3, 8)], 2, breaks_at(5))
    assert [marked(line) for line in lines] == [["de"], ["fgh"]]


def test_where_the_first_mark_would_not_be_seen_the_beginning_is_cut_at_a_word():
    words = "many words that say nothing at all before the " * 3
    lines = in_lines(words + "needle and more", [(len(words), len(words) + 6)], 2, breaks_at(30))
    assert lines[0][0].startswith("…")
    assert lines[0][0][1:].split()[0] in words.split()
    assert marked(lines[0]) == ["needle"]


@given(st.text(alphabet="ab \n\t\x01é", max_size=60), st.data())
def test_whatever_the_marks_they_lie_in_the_line(text, data):
    ends = st.integers(-3, len(text) + 3)
    marks = data.draw(st.lists(st.tuples(ends, ends), max_size=4))
    line, moved = one_line(text, marks)
    assert "\n" not in line and "  " not in line
    assert all(0 <= start < end <= len(line) for start, end in moved)


@given(st.text(alphabet="ab ", min_size=1, max_size=80), st.integers(1, 20), st.data())
def test_all_of_a_snippet_without_marks_is_in_its_lines(text, width, data):
    lines = in_lines(text, [], 2, breaks_at(width))
    assert "".join(line for line, _ in lines) == text and len(lines) <= 2
