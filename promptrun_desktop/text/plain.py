"""What a paragraph may cost to parse: beyond that its characters are shown as they are.

Each mark of Markdown costs microseconds, so that a line of thousands would hold the window up. The
rule looks at lines, from the top down, and at nothing behind them: a text streamed in pieces comes
out the same.
"""

import re
from collections.abc import Iterator
from typing import Any

# Marks and line ends that one run of lines may hold: some 25 ms of parsing at worst.
MOST_MARKS = 1_500
# So many characters at the beginning of a line may open containers.
MOST_OPENINGS = 1_000

_MARKS = "*_`[]<&\\$~!"
_OPENERS = "*>-+"
# One byte for one byte, so that places stay what they are; none that a usable text holds.
_STAND_INS = "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10"
_GLUE = "\x11"
_HIDDEN = str.maketrans(_MARKS, _STAND_INS)
_GLUED = str.maketrans(_MARKS + "\n", _STAND_INS + _GLUE)
_HIDDEN_OPENERS = str.maketrans(_OPENERS, "\x01\x12\x13\x14")
_SHOWN = str.maketrans(_STAND_INS + _GLUE + "\x12\x13\x14", _MARKS + "\n>-+")
_TAKEN = re.compile("[\x01-\x08\x0e-\x14\x1a]")

# A line that looks as if it began something of its own: an item, a heading, a fence, a definition.
_FRESH = re.compile(
    r"[ \t>]*+(?:$|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)|#|```|~~~|\[[^\[\]]{1,200}+\]:)"
)
_OPENING = re.compile(
    r"[ \t>]*+(?>(?:(?:[-+*]|\d{1,9}[.)])[ \t]++>*+)*)(?:#{1,6}+(?=[ \t])|`{3,}+|~{3,}+)?"
)
_FENCE_ONLY = re.compile(r" {0,3}(?:`{3,}+|~{3,}+) *+")
_MARK = re.compile(r"[*_`\[\]<&\\$~!]")
# Only such a line is sure to go on with the paragraph above it; also with a bar, if that is text.
_GOES_ON = re.compile(r"[^\W\d_]|\*\*?[^\s*]|\d++[^\s\d.)]")
_GOES_ON_WITH_BARS = re.compile(rf"\||{_GOES_ON.pattern}")
# Lines that go on with the run above them, or are code: taken together, thousands at a time.
_PLAIN_LINES = re.compile(r"[^\W\d_][^\n|]*+(?>(?:\n[^\W\d_][^\n|]*+)*)(?![^\n])")
_PLAIN_LINES_WITH_BARS = re.compile(r"(?:\||[^\W\d_])[^\n]*+(?>(?:\n(?:\||[^\W\d_])[^\n]*+)*)")
_INDENTED_LINES = re.compile(r"[ \t]++[^\W\d_][^\n|]*+(?>(?:\n[ \t]++[^\W\d_][^\n|]*+)*)(?![^\n])")


def usable(text: str) -> str:
    """Without the control characters that stand in for others here."""
    return _TAKEN.sub("\ufffd", text) if _TAKEN.search(text) else text


def simplified(text: str, spent: int = 0, *, tables: bool = True) -> str:
    """The text with stand-ins for what is too much; the run before it held `spent` marks.

    Without `tables` a line with a bar is one like others.
    """
    text = _opening_less(text)
    if len(text) + spent < MOST_MARKS or _marks_in(text) + spent <= MOST_MARKS:
        return text
    pieces: list[str] = []
    goes_on = _GOES_ON if tables else _GOES_ON_WITH_BARS
    for line, before, after in _counted(text, spent, tables=tables):
        if after <= MOST_MARKS:
            pieces += "\n", line
        elif before > MOST_MARKS and pieces and goes_on.match(line):
            pieces += _GLUE, line.translate(_GLUED)
        else:
            kept = _OPENING.match(line)
            place = kept.end() if kept else 0
            pieces += "\n", line[:place], line[place:].translate(_HIDDEN)
    return "".join(pieces[1:])


def spent_by(text: str, spent: int = 0, *, tables: bool = True) -> int:
    """How many marks the run holds in which the complete lines of a text end."""
    blank = text.rfind("\n\n")
    if blank >= 0:
        text, spent = text[blank + 2 :], 0
    if text:
        lines = _opening_less(text).removesuffix("\n")
        for line, _, after in _counted(lines, spent, tables=tables):
            spent = 0 if _FENCE_ONLY.fullmatch(line) else after
    return spent


def shown(text: str) -> str:
    """The characters for which others stand."""
    return text.translate(_SHOWN)


def has_stand_ins(event: Any) -> bool:
    """Whether a parser's event holds a character that stands for another."""
    if isinstance(event, str):
        return bool(_TAKEN.search(event))
    return isinstance(event, dict) and any(map(has_stand_ins, event.values()))


def shown_in(event: Any) -> Any:
    """A parser's event with its own characters, in whatever part of it they are."""
    if isinstance(event, str):
        return shown(event)
    if isinstance(event, dict):
        return {key: shown_in(value) for key, value in event.items()}
    return event


def _opening_less(text: str) -> str:
    if len(text) <= MOST_OPENINGS:
        return text
    return re.sub(rf"(?m)^([ \t>+*-]{{{MOST_OPENINGS}}})(.+)", _without_openers, text)


def _without_openers(line: re.Match[str]) -> str:
    return line[1] + line[2].translate(_HIDDEN_OPENERS)


def _marks_in(text: str) -> int:
    return sum(map(text.count, _MARKS)) + text.count("\n") + 1


def _counted(text: str, spent: int, *, tables: bool) -> Iterator[tuple[str, int, int]]:
    """Each line with the marks of its run before and after it; behind too many several at once."""
    begins, found = _FRESH.match, _MARK.findall
    plain = (_PLAIN_LINES if tables else _PLAIN_LINES_WITH_BARS).match
    place = 0
    while place <= len(text):
        if spent > MOST_MARKS:
            lines = plain(text, place) or _INDENTED_LINES.match(text, place)
            if lines:
                yield lines[0], spent, spent
                place = lines.end() + 1
                continue
        end = text.find("\n", place)
        line = text[place:end] if end >= 0 else text[place:]
        if (tables and "|" in line) or begins(line):
            spent = 0
        before = spent
        spent += len(found(line)) + (not line.isspace() and line != "")
        yield line, before, spent
        if _FENCE_ONLY.fullmatch(line):  # what follows a fence follows nothing
            spent = 0
        place += len(line) + 1
