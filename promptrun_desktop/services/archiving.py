"""Writing the offline archive into a folder: what is new or has changed, all of it or nothing.

Files are made beside their places and moved there at the end: pages first, then what the search
reads, the index, and the manifest last. Whoever is killed in between leaves an archive that is
whole, and the next run does again what the manifest does not know.

An archive only grows: a chat that is no longer in the app stays in it as it was. A page keeps its
name, whatever becomes of the chat's title, so that links to it keep working.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import promptrun_desktop
from promptrun_desktop.assets import resource
from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats.archive import manifest, parts
from promptrun_desktop.formats.archive.chat import day_of, page_name, searched, sum_of
from promptrun_desktop.formats.archive.listing import lists
from promptrun_desktop.formats.archive.manifest import Entry, Manifest
from promptrun_desktop.formats.archive.pages import chat_page
from promptrun_desktop.formats.archive.parts import Texts
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.formats.page_style import STYLE
from promptrun_desktop.services.archive_search import SearchParts
from promptrun_desktop.services.archive_staging import FOLDER, MANIFEST, Staging
from promptrun_desktop.services.documents import shown
from promptrun_desktop.settings.disk import place_error

INDEX = "index.html"
# What systems put into a folder by themselves.
_NOT_SEEN = {FOLDER, ".DS_Store", "Thumbs.db", "desktop.ini", ".directory"}
_SCRIPT = re.compile(r"search-[0-9a-f]{8}\.js")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\.html")


class Written(NamedTuple):
    """Of the chats that were given; `total` are in the archive."""

    new: int
    changed: int
    unchanged: int
    total: int


class _StoppedError(Exception):
    pass


def write_archive(
    folder: Path,
    chats: Iterable[Chat],
    total: int,
    labels: Labels,
    options: Options,
    exported_at: datetime,
    draw: Draw,
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> Written | None:
    """Add these chats to the archive in `folder`, which may be empty or not be there yet.

    None where it was stopped: then nothing of the folder has changed. `progress` is told after
    each of `total` chats. Raises AppError; NOT_AN_ARCHIVE where the folder holds anything else.
    """

    def check() -> None:
        if stopped():
            raise _StoppedError

    try:
        known = _known(folder)
        with Staging(folder) as staging:
            run = _Run(staging, known, labels, options, exported_at, draw, check)
            for done, chat in enumerate(chats, 1):
                check()
                run.add(chat)
                progress(done, total)
            written = run.finish()
            check()
            staging.move()
        run.tidy()
    except _StoppedError:
        return None
    except OSError as error:
        raise place_error(error) from error
    return written


def _known(folder: Path) -> Manifest:
    """What was archived before. Raises AppError and OSError."""
    try:
        return manifest.from_bytes((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        if not folder.exists() or (folder / FOLDER).is_dir():
            return Manifest()
        if {each.name for each in folder.iterdir()} <= _NOT_SEEN:
            return Manifest()
    except ValueError:
        pass
    raise AppError(ErrorKind.NOT_AN_ARCHIVE)


class _Run:
    """One writing of the archive."""

    def __init__(
        self,
        staging: Staging,
        known: Manifest,
        labels: Labels,
        options: Options,
        exported_at: datetime,
        draw: Draw,
        check: Callable[[], None],
    ) -> None:
        self._staging = staging
        self._folder = staging.folder
        self._labels, self._options, self._draw = labels, options, draw
        self._exported_at = exported_at
        style = f"{STYLE}{resource('archive', 'archive.css').read_text(encoding='utf-8')}".encode()
        script = resource("archive", "search.js").read_bytes()
        self._style, self._script = _named("style", style, "css"), _named("search", script, "js")
        staging.put_if_other(f"parts/{self._style}", style)
        staging.put_if_other(f"parts/{self._script}", script)
        # A page of another version is made again: what was mended since then is mended in it too.
        version = promptrun_desktop.__version__
        self._salt = repr((version, self._style, labels, options))
        self._known = known if self._is_searchable(known) else Manifest(known.after)
        self._chats = dict(known.chats)
        self._taken = {each.page.casefold() for each in known.chats.values()}
        self._search = SearchParts(staging, self._folder / "parts", check)
        self._next = known.after
        self._seen: set[str] = set()
        self._retired: set[int] = set()
        self._new = self._changed = self._unchanged = 0

    def add(self, chat: Chat) -> None:
        id = chat.conversation.id
        if id in self._seen:
            return
        self._seen.add(id)
        said = shown(chat)
        sum = sum_of(chat, said, self._salt)
        old = self._chats.get(id)
        if old is not None and self._stands(old, sum):
            self._unchanged += 1
            return
        self._write(chat, said, sum, old)
        if old is None:
            self._new += 1
        else:
            self._changed += 1
            self._retired.add(old.number)

    def finish(self) -> Written:
        """Everything but the pages; nothing is in its place yet."""
        known = self._known
        texts, words = self._search.finish(known.texts, known.words, self._retired)
        if not self._search.is_whole:
            # A part of it could not be read: the next run makes all of it again.
            self._chats = {id: each._replace(sum="") for id, each in self._chats.items()}
        times = [0] * self._next
        for each in self._chats.values():
            times[each.number] = max(1, each.time)
        catalogue = {
            "times": times,
            "texts": [[part.first, part.name] for part in texts],
            "words": [[part.first, part.name] for part in words],
        }
        self._staging.put_if_other(
            f"parts/{parts.CATALOGUE}", parts.pack(parts.CATALOGUE, catalogue)
        )
        day = day_of(self._exported_at, self._exported_at)
        pages = lists(self._chats.values(), self._labels, day, self._style, self._script)
        # The index leads to the others.
        for path, page in sorted(pages.items(), key=lambda each: each[0] == INDEX):
            self._staging.put_if_other(path, page)
        self._used = {part.name for part in texts} | {part.name for part in words}
        self._months = set(pages)
        whole = Manifest(self._next, texts, words, self._chats)
        self._staging.put_if_other(MANIFEST, manifest.to_bytes(whole))
        return Written(self._new, self._changed, self._unchanged, len(self._chats))

    def tidy(self) -> None:
        """Remove what the new index does not lead to any more; nothing else is ever removed."""
        for path in (self._folder / "parts").iterdir():
            of_old = parts.NAME.fullmatch(path.name) and path.name not in self._used
            if of_old or (_SCRIPT.fullmatch(path.name) and path.name != self._script):
                path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            for path in (self._folder / "months").iterdir():
                if _MONTH.fullmatch(path.name) and f"months/{path.name}" not in self._months:
                    path.unlink(missing_ok=True)

    def _write(self, chat: Chat, said: Sequence[Message], sum: str, old: Entry | None) -> None:
        conversation = chat.conversation
        content = content_of(conversation, said, self._labels, self._exported_at, self._options)
        first = day_of(conversation.created_at, self._exported_at)
        name = old.page if old else page_name(first, content.title, conversation.id, self._taken)
        self._taken.add(name.casefold())
        page = chat_page(content, self._labels, self._draw, self._style)
        self._staging.put(f"chats/{name}", page)
        day = day_of(conversation.updated_at, self._exported_at)
        self._search.add(Texts(self._next, name, content.title, day, searched(content)))
        self._chats[conversation.id] = Entry(
            conversation.id,
            name,
            len(page),
            sum,
            self._next,
            content.title,
            day,
            max(0, int(conversation.updated_at.timestamp())),
            len(content.entries),
        )
        self._next += 1

    def _stands(self, entry: Entry, sum: str) -> bool:
        """Whether its page and what is searched of it are there, and as they would be now."""
        return (
            self._known.chats.get(entry.id) is entry
            and entry.sum == sum
            and _size(self._folder / "chats" / entry.page) == entry.size
        )

    def _is_searchable(self, known: Manifest) -> bool:
        """A part that is missing or cut short makes all of them again."""
        sizes = {part.name: part.size for part in known.texts}
        sizes |= {part.name: part.size for part in known.words}
        return all(_size(self._folder / "parts" / name) == size for name, size in sizes.items())


def _named(kind: str, data: bytes, suffix: str) -> str:
    """Another style has another name: a page keeps the one it was made for."""
    return f"{kind}-{blake2b(data, digest_size=4).hexdigest()}.{suffix}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
