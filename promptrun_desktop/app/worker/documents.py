"""Chats as documents: one to a file, many into a folder, all or nothing."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from promptrun_desktop.app.worker.rendering import suffix_of, writer
from promptrun_desktop.app.worker.source import Source
from promptrun_desktop.app.worker.words import labels_of, options_of
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import now
from promptrun_desktop.services.documents import content_of_chat
from promptrun_desktop.services.filling import Filling
from promptrun_desktop.services.typesetter import Drawing
from promptrun_desktop.settings.disk import place_error, replacing

Tell = Callable[[int, int], None]
# Steps in which the progress of a single document is told.
_STEPS = 100


def document(job: dict[str, Any], source: Source, tell: Tell) -> dict[str, Any]:
    """Raises AppError."""
    labels, options = labels_of(job), options_of(job)
    with source.open() as chats:
        chat = next(chats.each, None)
    if chat is None:
        raise AppError(ErrorKind.EXPORT_FAILED, "deleted meanwhile")
    content = content_of_chat(chat, labels, now().astimezone(), options, job["messages"])
    with closing(Drawing()) as draw:
        write = writer(job["format"], labels, draw)
        try:
            with replacing(Path(job["target"]), Path(job["partial"])) as stream:
                write(stream, content, lambda share: tell(int(share * _STEPS), _STEPS))
        except OSError as error:
            raise place_error(error) from error
    return {"count": 1}


def documents(job: dict[str, Any], source: Source, tell: Tell) -> dict[str, Any]:
    """The folder is there once all of them are. Raises AppError."""
    labels, options = labels_of(job), options_of(job)
    exported_at = now().astimezone()
    suffix = suffix_of(job["format"])
    filling = Filling(Path(job["target"]), Path(job["partial"]))
    with closing(Drawing()) as draw, source.open() as chats:
        write = writer(job["format"], labels, draw)
        try:
            with filling:
                for done, chat in enumerate(chats.each):
                    tell(done, chats.total)
                    content = content_of_chat(chat, labels, exported_at, options)
                    with filling.open(content.title, suffix) as stream:
                        write(stream, content, _silent)
        except OSError as error:
            raise place_error(error) from error
    tell(filling.count, filling.count)
    return {"count": filling.count, "path": str(filling.target)}


def _silent(_share: float) -> None:
    """Of many, each is a step."""
