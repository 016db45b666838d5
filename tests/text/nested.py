"""Quotes, lists, tables and fences inside one another, line by line, for property tests."""

from hypothesis import strategies as st

OPENINGS = (
    "- ", "* ", "1. ", "2) ", "10. ", "> ", ">", "-   ", "-     ", " - ", "  - ", "   - ", "\t",
    "- [x] ", "  ", "   ", "    ", "",
)  # fmt: skip
CONTENTS = (
    "a", "text *b*", "# h", "```", "```py", "~~~", "|a|b|", "|-|-|", "|c", "x|y", "---", "===", "",
    "<div>", "    code", "[r]", "-", "1.", "$x$", "\\(a\\)", "**", "[r]: /u", "[q]:", "'t", "t'",
)  # fmt: skip


@st.composite
def nested(draw, most_lines=25):
    """Lines that mostly go on in the containers of the line before."""
    lines, openings = [], []
    for _ in range(draw(st.integers(1, most_lines))):
        match draw(st.sampled_from(("open", "go on", "go on", "stay", "leave"))):
            case "open":
                openings = draw(st.lists(st.sampled_from(OPENINGS), max_size=3))
            case "go on":
                openings = ["> " if each.startswith(">") else " " * len(each) for each in openings]
            case "leave":
                openings = []
        lines.append("".join(openings) + draw(st.sampled_from(CONTENTS)))
    return "\n".join(lines) + draw(st.sampled_from(("", "\n")))
