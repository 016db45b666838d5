"""A title made from the first question: locally, so that it costs nothing."""

import re

LONGEST = 48
_MARKS = re.compile(r"^[\s#>*\-`~_]+|[*`~_]+")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])|\n")


def title_from(question: str) -> str:
    """The first sentence, without Markdown marks, cut at a word; empty if there is no text."""
    text = _MARKS.sub("", question.strip()[:500])
    sentences = (" ".join(part.split()) for part in _SENTENCE.split(text))
    first = next((part for part in sentences if part), "")
    if len(first) <= LONGEST:
        return first.rstrip(".。")
    cut = first[: LONGEST - 1]
    word_end = cut.rfind(" ")
    # Languages without spaces are cut anywhere; others not in the middle of a word.
    return (cut[:word_end] if word_end > LONGEST // 2 else cut).rstrip(" ,;:") + "…"
