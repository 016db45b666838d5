"""Texts that are made to be slow: what no reply may freeze the window with."""

from benchmarks.corpus import words
from benchmarks.samples import CODE

LENGTH = 50_000


def large() -> dict[str, str]:
    """Blocks far larger than any answer has."""
    code, line = CODE["python"], "{{'key': [1, 2, 'three']}}, ".format()
    row = "| {} | two words | `code` | last |\n"
    return {
        "1 MB of code": f"```python\n{_times(code, 1_000_000)}\n```\n",
        "a 200 KB line": words(40_000)[:200_000],
        "a 200 KB line of code": f"```json\n{_times(line, 200_000)}\n```\n",
        "a 2,000-row table": "| a | b | c | d |\n|---|---|---|---|\n"
        + "".join(row.format(at) for at in range(2_000)),
        "a 2,000-column table": "|"
        + "a|" * 2_000
        + "\n|"
        + "-|" * 2_000
        + "\n"
        + ("|" + "b|" * 2_000 + "\n") * 20,
        "5,000 nested quotes": ">" * 5_000 + " deep\n",
        "5,000 nested lists": "- " * 5_000 + "deep\n",
        "a list 500 levels deep": "".join("  " * at + f"- item {at}\n" for at in range(500)),
        "a 100,000-character word": "A" * 100_000,
    }


def adversarial() -> dict[str, str]:
    """About 50 KB each, against parsers and layouts whose time is not linear."""
    third = LENGTH // 3
    return {
        "[ × 50,000": "[" * LENGTH,
        "* × 50,000": "*" * LENGTH,
        "` × 50,000": "`" * LENGTH,
        "~ × 50,000": "~" * LENGTH,
        "< × 50,000": "<" * LENGTH,
        "& × 50,000": "&" * LENGTH,
        "_ × 50,000": "_" * LENGTH,
        "| × 50,000": "|" * LENGTH + "\n" + "|-" * (LENGTH // 2),
        "*a × 17,000": "*a " * third,
        "*a_ × 12,500": "*a_ " * (LENGTH // 4),
        "**x × 8,000": "**x" * 8_000 + "x**" * 8_000,
        "[a]( × 12,500": "[a](" * (LENGTH // 4),
        "[a](<b × 8,000": "[a](<b" * 8_000,
        "![ × 25,000": "![" * (LENGTH // 2),
        "<!-- × 12,500": "<!--" * (LENGTH // 4),
        "backticks of 300 lengths": "".join("e" + "`" * at for at in range(300)),
        "4,000 link definitions": "".join(f"[r{at}]: /u{at}\n" for at in range(4_000))
        + "".join(f"[r{at}] " for at in range(4_000)),
        "20,000 lines and an underline": "a\n" * 20_000 + "===\n",
        "1.5 million table cells": f"|{'x|' * 500}\n|{'-|' * 500}\n" + "a\n" * 3_000,
        "$ × 50,000": "$" * LENGTH,
        "25 addresses with 1,980 brackets": f"http://a.example/{')' * 1_980} " * 25,
        "25 addresses with 660 entities": f"http://a.example/{'&a;' * 660} " * 25,
        "joined emoji × 5,000": "👩\u200d" * 5_000 + "👩",
        "letters under 200 marks": ("a" + "\u0301" * 200) * 250,
    }


def _times(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]
