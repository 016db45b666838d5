"""All that is stored, as one: a back-up file, an archive that a browser reads."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from promptrun_desktop import __version__
from promptrun_desktop.app.worker.source import Source
from promptrun_desktop.app.worker.words import labels_of, options_of
from promptrun_desktop.domain.chat import Chat, Extra, Preferences
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import Message, State, now
from promptrun_desktop.settings.disk import place_error, replacing

Tell = Callable[[int, int], None]


def back_up(job: dict[str, Any], source: Source, tell: Tell) -> dict[str, Any]:
    """With what is in the bin. Raises AppError."""
    from promptrun_desktop.formats import backup

    count = 0

    def told(done: int) -> None:
        nonlocal count
        count = done
        tell(done, max(done, chats.total))

    with source.open(deleted=True) as chats:
        assert chats.stored is not None  # All chats are wanted, so they are read.
        stored = chats.stored
        counts = stored.count(deleted=True)._asdict()
        extras: list[Extra] = [*stored.drafts(), *stored.places()]
        if job["preferences"]:
            extras.append(Preferences(job["preferences"]))
        try:
            with replacing(Path(job["target"]), Path(job["partial"])) as stream:
                backup.write(
                    stream,
                    stored.folders(),
                    _ended(chats.each),
                    extras,
                    told,
                    app=__version__,
                    counts=counts,
                )
        except OSError as error:
            raise place_error(error) from error
    return {"count": count}


def archive(job: dict[str, Any], source: Source, tell: Tell) -> dict[str, Any]:
    """Raises AppError."""
    from promptrun_desktop.services.archiving import write_archive
    from promptrun_desktop.services.typesetter import Drawing

    with closing(Drawing()) as draw, source.open() as chats:
        written = write_archive(
            Path(job["target"]),
            chats.each,
            chats.total,
            labels_of(job),
            options_of(job),
            now().astimezone(),
            draw,
            tell,
            lambda: False,  # Who is not wanted any more is ended.
        )
    assert written is not None
    return {"count": written.total, "fresh": written.new + written.changed}


def _ended(chats: Iterable[Chat]) -> Iterator[Chat]:
    """Replies that are being written as far as they are: no one goes on with them there."""
    for each in chats:
        yield each._replace(messages=tuple(map(_settled, each.messages)))


def _settled(message: Message) -> Message:
    if message.state is not State.WRITING:
        return message
    return replace(message, state=State.CUT_OFF, error=ErrorKind.CUT_OFF.value)
