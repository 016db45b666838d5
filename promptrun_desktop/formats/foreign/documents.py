"""One file of text into chats: which program wrote it is told by what is in it."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.formats.foreign import (
    chatbox,
    chatgpt,
    claude,
    fields,
    jan,
    librechat,
    lm_studio,
    open_webui,
    openai,
    own,
)
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.lines import is_lines, lines
from promptrun_desktop.formats.foreign.members import Members
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.pieces import MOST_CHARS, Kind, Piece, checked, pieces
from promptrun_desktop.formats.foreign.report import MOST_NAMES, Reason, Source, Unreadable
from promptrun_desktop.formats.foreign.values import value

Arrivals = Iterator[Chat | Folder]
_TITLE = re.compile(r'"(?:title|name)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
# Of one chat, where nothing says where it ends.
_MOST_MESSAGES = 200_000
_MOST_STRANGE = 20_000
# The first line tells whether every line is a value of its own.
_FIRST_LINE = 1 << 20


class Reader(NamedTuple):
    source: Source
    fits: Callable[[Record], bool]
    read: Callable[[Record, Origin], Arrivals]


# The first that fits: the last asks least of what it reads.
READERS = (
    Reader(Source.CHATGPT, chatgpt.fits, chatgpt.read),
    Reader(Source.CLAUDE, claude.fits, claude.read),
    Reader(Source.OPEN_WEBUI, open_webui.fits, open_webui.read),
    Reader(Source.LIBRECHAT, librechat.fits, librechat.read),
    Reader(Source.LM_STUDIO, lm_studio.fits, lm_studio.read),
    Reader(Source.JAN, jan.fits, jan.read),
    Reader(Source.CHATBOX, chatbox.fits, chatbox.read),
    Reader(Source.OPENAI, openai.fits, openai.read),
)


class Document:
    """Reads one file. Threads of Jan are left to `threads`: half of them is in another."""

    def __init__(self, origin: Origin, threads: jan.Threads) -> None:
        self._origin = origin
        self._report = origin.report
        self._threads = threads
        self._loose: list[Record] = []
        self._loose_size = 0
        self._strangers: list[str] = []
        self._strange = self._strange_chats = 0
        self._is_known = False

    def read(self, texts: Iterator[str]) -> Arrivals:
        """What is whole before the place where the file cannot be read is kept."""
        first, problem = _beginning(texts)
        if not first.startswith(("[", "{", own.BEGINNING)):
            if problem is not None:
                self._miss(self._origin.name, problem)
            return
        rest = _ending_with(texts, problem)
        problem = None
        try:
            if first.startswith(own.BEGINNING):
                yield from self._markdown(chain([first], rest))
            elif is_lines(first):
                yield from self._lines(chain([first], rest))
            else:
                yield from self._values(chain([first], rest))
        except Unreadable as error:
            problem = error.reason
        yield from self._end()
        # What is no export at all is no loss, among others.
        if problem not in (None, Reason.NOT_RECOGNISED):
            self._miss(self._origin.name, problem)

    def _markdown(self, texts: Iterable[str]) -> Arrivals:
        self._know(Source.OWN_MARKDOWN)
        parts: list[str] = []
        size = 0
        for text in texts:
            size += len(text)
            if size > MOST_CHARS:
                raise Unreadable(Reason.TOO_LARGE)
            parts.append(text)
        arrived = False
        for each in own.read_markdown("".join(parts), self._origin):
            arrived = True
            yield each
        self._report.empty += not arrived

    def _lines(self, texts: Iterable[str]) -> Arrivals:
        last: tuple[str, Reason] | None = None
        for line in lines(texts):
            if last:
                self._miss(*last)
                self._met_nothing()
            last = None
            if line is None:
                last = self._origin.name, Reason.TOO_LARGE
                continue
            try:
                found = value(checked(line))
            except Unreadable as error:
                last = _title(line) or self._origin.name, error.reason
                continue
            yield from self._take(found, len(line), is_one_of_many=True)
        if last:
            # Damage in the last line alone is an end that is missing.
            name, reason = last
            self._miss(name, Reason.CUT_OFF if reason is Reason.DAMAGED else reason)

    def _values(self, texts: Iterable[str]) -> Arrivals:
        members = Members()
        for piece in pieces(texts):
            if piece.kind is Kind.END:
                if members.is_too_large and not self._is_known:
                    self._miss(self._origin.name, Reason.TOO_LARGE)
                whole, size = members.taken()
                if whole:
                    yield from self._take(whole, size)
                else:
                    self._met_nothing()
                continue
            try:
                found = self._value(piece)
            except Unreadable as error:
                self._miss(_title(piece.text) or self._origin.name, error.reason)
                members.spoil()
                continue
            if piece.kind is Kind.ELEMENT:
                yield from self._take(found, len(piece.text), is_one_of_many=True)
                continue
            for name, member in found.items():
                if name.startswith(chatbox.MEMBER) and isinstance(member, dict):
                    self._know(Source.CHATBOX)
                    yield from self._read(chatbox.read, member)
                else:
                    members.add(name, member, len(piece.text))

    @staticmethod
    def _value(piece: Piece) -> Any:
        if piece.problem is not None:
            raise Unreadable(piece.problem)
        if piece.kind is Kind.MEMBER:
            return value(f"{{{piece.text}}}")
        return value(piece.text)

    def _take(self, found: object, size: int, is_one_of_many: bool = False) -> Arrivals:
        if isinstance(found, list):
            # A list in a list: one chat of messages.
            found = {"messages": found}
        if not isinstance(found, dict):
            self._met_nothing()
            return
        for reader in READERS:
            if reader.fits(found):
                self._know(reader.source)
                yield from self._read(reader.read, found)
                return
        if jan.is_thread(found):
            self._know(Source.JAN)
            self._threads.add_thread(found)
        elif jan.is_message(found) or openai.is_message(found):
            self._loose_size += size
            if self._loose_size > MOST_CHARS or len(self._loose) >= _MOST_MESSAGES:
                raise Unreadable(Reason.TOO_LARGE)
            self._loose.append(found)
        else:
            self._met_nothing()
            if is_one_of_many:
                self._strange_chats += 1
                if len(self._strangers) < MOST_NAMES:
                    self._strangers.append(fields.line(found, "title", "name"))

    def _met_nothing(self) -> None:
        """Millions of values that say nothing are no export with a few odd chats."""
        self._strange += 1
        if self._strange > _MOST_STRANGE:
            raise Unreadable(Reason.DAMAGED if self._is_known else Reason.NOT_RECOGNISED)

    def _read(self, read: Callable[[Record, Origin], Arrivals], found: Record) -> Arrivals:
        arrived = False
        for each in read(found, self._origin):
            arrived = True
            yield each
        self._report.empty += not arrived

    def _end(self) -> Arrivals:
        """What could only be told when all of the file was seen."""
        if any(jan.is_message(each) for each in self._loose):
            self._know(Source.JAN)
            self._threads.add_messages(self._loose)
        elif self._loose:
            self._know(Source.OPENAI)
            yield from self._read(openai.read, {"messages": self._loose})
        self._loose = []
        if self._is_known:
            for name in self._strangers:
                self._miss(name or self._origin.name, Reason.ODD_CHAT)
            self._report.unread_count += self._strange_chats - len(self._strangers)

    def _know(self, source: Source) -> None:
        self._is_known = True
        self._report.came_from(source)

    def _miss(self, name: str, reason: Reason) -> None:
        self._report.miss(name, reason)


def _beginning(texts: Iterator[str]) -> tuple[str, Reason | None]:
    """As much as tells what it is, and why there is no more, if something went wrong."""
    first = ""
    try:
        while len(first) < _FIRST_LINE and "\n" not in first.strip():
            piece = next(texts, None)
            if piece is None:
                break
            first = (first + piece).lstrip()
    except Unreadable as error:
        return first, error.reason
    return first, None


def _ending_with(texts: Iterator[str], problem: Reason | None) -> Iterator[str]:
    yield from texts
    if problem is not None:
        raise Unreadable(problem)


def _title(text: str) -> str:
    found = _TITLE.search(text[:2_000])
    if not found:
        return ""
    try:
        return str(value(f'"{found[1]}"'))
    except Unreadable:
        return ""
