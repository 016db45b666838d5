"""The small print of a message: who wrote it, when, how long it took, what it cost."""

import re
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QLocale, QTime

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.text.unicode import invisible_count
from promptrun_desktop.ui.translation import translate

# Scripts without blanks between words: each character counts, as word processors do it.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# From the first letter or digit of a word to its end: one pass, however long the answer is.
_WORD = re.compile(rf"[{_UNSPACED}](?<=[^\W_])|[^\W_][^\s{_UNSPACED}]*")


def short_time(message: AnyMessage) -> str:
    """Local time, as the system writes it."""
    local = message.created_at.astimezone()
    time = QTime(local.hour, local.minute, local.second)
    return str(QLocale().toString(time, QLocale.FormatType.ShortFormat))


def model_slug(model: str) -> str:
    """The last part of an id such as author/slug."""
    return model.rpartition("/")[2] or model


def small_print(message: Message, named: bool) -> str:
    """The dim part of a header; `named` says that the bold part is not the model's own id."""
    moment = short_time(message)
    if message.state is State.WRITING:
        moment = translate("Transcript", "writing…")
    return " · ".join(part for part in (model_slug(message.model) if named else "", moment) if part)


def spoken_name(message: AnyMessage) -> str:
    """Role and time, for screen readers."""
    role = {
        Role.USER: translate("Transcript", "You"),
        Role.ASSISTANT: translate("Transcript", "Reply"),
        Role.SYSTEM: translate("Transcript", "Instructions"),
    }[message.role]
    return f"{role}, {short_time(message)}"


class Counts(NamedTuple):
    """Of a text: its words, and the characters that nobody sees."""

    words: int
    invisible: int

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]
        return Counts(self.words + other.words, self.invisible + other.invisible)


def costs(message: Message, counts: Counts | None = None) -> str:
    """For a finished reply: seconds, words and US dollars, as far as they are known, and whether
    there is more in it than one sees.

    `counts` saves counting its text.
    """
    if message.role is not Role.ASSISTANT or message.state is State.WRITING:
        return ""
    parts = []
    # A request that failed at once took no time worth telling.
    if message.seconds is not None and (message.text or message.state is not State.FAILED):
        parts.append(_seconds(message.seconds))
    words, invisible = count(message.text) if counts is None else counts
    if words:
        parts.append(
            translate("Transcript", "1 word")
            if words == 1
            else translate("Transcript", "{0} words").format(_number(words))
        )
    if message.usage is not None and message.usage.cost is not None:
        parts.append(_dollars(message.usage.cost))
    if invisible:
        parts.append(
            translate("Transcript", "1 invisible character")
            if invisible == 1
            else translate("Transcript", "{0} invisible characters").format(_number(invisible))
        )
    return " · ".join(parts)


def count(text: str) -> Counts:
    return Counts(len(_WORD.findall(text)), invisible_count(text))


def whole_seconds(seconds: float) -> str:
    """Such as "12 s" or "2 min 5 s"; what took less than a second took one."""
    whole = max(1, round(seconds))
    if whole >= 60:
        return _minutes(whole)
    return translate("Transcript", "{0} s").format(_number(whole))


def _seconds(seconds: float) -> str:
    if seconds >= 60:
        return _minutes(round(seconds))
    return translate("Transcript", "{0} s").format(QLocale().toString(float(seconds), "f", 1))


def _minutes(seconds: int) -> str:
    return translate("Transcript", "{0} min {1} s").format(*map(_number, divmod(seconds, 60)))


def _dollars(cost: Decimal) -> str:
    if cost <= 0:
        return translate("Transcript", "free")
    if cost < Decimal("0.0001"):
        return translate("Transcript", "under {0}").format("$" + QLocale().toString(0.0001, "f", 4))
    return "$" + QLocale().toString(float(cost), "f", 2 if cost >= 1 else 4)


def _number(number: int) -> str:
    return QLocale().toString(number)
