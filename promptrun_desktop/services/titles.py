"""A title made from the first exchange: locally, so that it costs nothing."""

import re

LONGEST = 48
# So much of a reply is looked at.
_LOOKED_AT = 2000
# A question of fewer words says less than the heading of its answer.
_TELLING = 3
_MARKS = re.compile(r"^[\s#>*\-`~_]+|[*`~_]+")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])|\n")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*?)[ \t#]*$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_GREETINGS = frozenset(
    _WORD.findall(
        "hi hello hey hiya yo good morning afternoon evening there hallo guten tag moin servus hola"
        " buenos dias buenas bonjour salut coucou ciao buongiorno olá ola привет здравствуйте 你好"
        " こんにちは 안녕하세요 مرحبا السلام عليكم שלום नमस्ते merhaba hej"
    )
)


def title_from(question: str) -> str:
    """The first sentence, without Markdown marks, cut at a word; empty if there is no text."""
    return _cut(next(iter(_sentences(question[:500])), ""))


def title_after(question: str, reply: str) -> str:
    """The title once both are there: that of the question unless the reply says more.

    A greeting is named by what was answered; a very short or very long question by the first
    heading of its answer, if that speaks of the same.
    """
    asked, reply = title_from(question), reply[:_LOOKED_AT]
    found = _HEADING.search(reply)
    heading = title_from(found.group(1)) if found else ""
    if not asked or _is_greeting(question):
        return heading or _first_telling(reply) or asked
    vague = len(_words(asked)) < _TELLING or asked.endswith("…")
    shared = _words(question) & _words(heading)
    return heading if vague and any(len(each) > _TELLING for each in shared) else asked


def _sentences(text: str) -> list[str]:
    text = _MARKS.sub("", text.strip())
    sentences = (" ".join(part.split()) for part in _SENTENCE.split(text))
    return [part for part in sentences if part]


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence.rstrip(".。")
    cut = sentence[: LONGEST - 1]
    word_end = cut.rfind(" ")
    # Languages without spaces are cut anywhere; others not in the middle of a word.
    return (cut[:word_end] if word_end > LONGEST // 2 else cut).rstrip(" ,;:") + "…"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _is_greeting(text: str) -> bool:
    return _words(text[:100]) <= _GREETINGS


def _first_telling(reply: str) -> str:
    """The first sentence that is more than a greeting back."""
    for each in _sentences(reply):
        if len(_words(each)) >= _TELLING and not _is_greeting(each):
            return _cut(each)
    return ""
