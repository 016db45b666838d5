"""What the archive's search reads, made anew from what is there and what is added to it."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from uuid import uuid4

from promptrun_desktop.formats.archive import parts
from promptrun_desktop.formats.archive.manifest import TextsPart, WordsPart
from promptrun_desktop.formats.archive.parts import Texts
from promptrun_desktop.formats.archive.postings import Posting, Postings, cut, merged
from promptrun_desktop.formats.archive.search_keys import search_keys
from promptrun_desktop.services.archive_staging import Staging

# Characters of a file of texts: it is read whole for one hit.
_FULL = 100_000
# Numbers held in memory; beyond them, they wait on the disk.
_MOST = 2_000_000


class SearchParts:
    """Files of texts and of words. Those that stay are left alone, new ones have names that no
    other had: what is there works until the catalogue names the new ones.

    `check` is called between files, and may raise.
    """

    def __init__(self, staging: Staging, folder: Path, check: Callable[[], None]) -> None:
        self.is_whole = True
        self._staging = staging
        self._folder = folder
        self._check = check
        self._run = uuid4().hex[:8]
        self._count = 0
        self._texts: list[TextsPart] = []
        self._waiting: list[Texts] = []
        self._size = 0
        self._postings = Postings()
        self._runs: list[Path] = []

    def add(self, chat: Texts) -> None:
        """Numbers must come in ascending order."""
        self._waiting.append(chat)
        self._size += sum(map(len, chat.texts))
        if self._size >= _FULL:
            self._put_texts(self._waiting[0].number, self._waiting)
            self._waiting, self._size = [], 0
        self._postings.add(chat.number, search_keys((chat.title, *chat.texts)))
        if self._postings.numbers >= _MOST:
            self._runs.append(self._spilled(self._postings.take()))

    def finish(
        self, texts: Sequence[TextsPart], words: Sequence[WordsPart], retired: set[int]
    ) -> tuple[list[TextsPart], list[WordsPart]]:
        """All parts, from those that were there and the numbers among them that are no more."""
        if self._waiting:
            self._put_texts(self._waiting[0].number, self._waiting)
            self._waiting = []
        added, self._texts = self._texts, []
        ends = [*(part.first for part in texts[1:]), sys.maxsize]
        for part, end in zip(texts, ends, strict=False):
            self._keep_texts(part, end, retired)
        if not (added or retired):
            return self._texts, list(words)
        old = chain.from_iterable(self._words_of(part, retired) for part in words)
        runs = [old, self._postings.take(), *map(_read, self._runs)]
        return self._texts + added, [self._put_words(piece) for piece in cut(merged(runs))]

    def _put_texts(self, first: int, chats: Sequence[Texts]) -> None:
        name = self._name("texts")
        data = parts.pack_texts(name, chats)
        self._staging.put(f"parts/{name}", data)
        self._texts.append(TextsPart(first, name, len(data)))

    def _keep_texts(self, part: TextsPart, end: int, retired: set[int]) -> None:
        """The same file, unless a chat in it is no more. `end` is the first number beyond it."""
        if not any(part.first <= number < end for number in retired):
            self._texts.append(part)
            return
        self._check()
        try:
            chats = parts.unpack_texts((self._folder / part.name).read_bytes())
        except ValueError:
            self.is_whole = False
            return
        left = [each for each in chats if each.number not in retired]
        if left:
            self._put_texts(part.first, left)

    def _words_of(self, part: WordsPart, retired: set[int]) -> Iterator[Posting]:
        try:
            found = parts.unpack_words((self._folder / part.name).read_bytes())
        except ValueError:
            self.is_whole = False
            return
        for word, numbers in found:
            yield word, [each for each in numbers if each not in retired] if retired else numbers

    def _put_words(self, piece: list[Posting]) -> WordsPart:
        self._check()
        name = self._name("words")
        data = parts.pack_words(name, piece)
        self._staging.put(f"parts/{name}", data)
        return WordsPart(piece[0][0], name, len(data))

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._run}-{self._count}.js"

    def _spilled(self, postings: Iterable[Posting]) -> Path:
        path = self._staging.scratch()
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{json.dumps(each)}\n" for each in postings)
        return path


def _read(run: Path) -> Iterator[Posting]:
    with run.open(encoding="utf-8") as stream:
        for line in stream:
            word, numbers = json.loads(line)
            yield word, numbers
