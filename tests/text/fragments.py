"""Awkward pieces of Markdown for property tests."""

from hypothesis import strategies as st

PIECES = (
    "a", "b c", " ", "  ", "    ", "\t", "\n", "\n\n", "\n\n\n", "# ", "## h\n", "---\n", "===\n",
    "- ", "* ", "+ ", "1. ", "2) ", "-\n", "- [ ] ", "- [x] a\n", "> ", ">\n", ">> ", "```",
    "```\n", "```py\n", "````\n", "~~~\n", "~~~~", "`", "``", "*", "**", "_", "~~", "|",
    "|a|b|\n", "|-|-|\n", "|:-|\n", "\\", "\\\n", "[a]", "[a](", "(u)", "](", ")", "[", "]",
    "&amp;", "&", "<", ">",
    "a  \n", "漢字", "שלום", "😀", "\u2028", "\x0b", "\x0c", "\xa0", "x = y\n", "  - n\n", "   c\n",
    "      d\n", "    - m\n", "\n  ", "\n    ", "text\n",
)  # fmt: skip
FOREIGN = (
    "<div>\n", "</div>", "<b>", "<!-- ", "-->", "<script>\n", "<br>", "<http://a.b>", "$", "$$",
    "$a$", "\\(", "\\)", "\\[", "\\]", "![", "![i](p)", "[r]: /u\n", "[r]", "[^1]", "[^1]: f\n",
    "\r", "\r\n", "\ufeff", "\0", "\ud83d", "\ude00",
)  # fmt: skip

plain_markdown = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
markdown = st.lists(st.sampled_from(PIECES + FOREIGN), max_size=40).map("".join)
