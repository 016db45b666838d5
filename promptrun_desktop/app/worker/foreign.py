"""Reads a file of others, and writes down what it understood in lines of our own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.formats.foreign import read
from promptrun_desktop.formats.foreign.report import Reason, Report, Unreadable
from promptrun_desktop.services.chat_lines import lines_of
from promptrun_desktop.settings.disk import replacing, store_error

Tell = Callable[[int, int], None]
# Titles that a preview shows.
_TITLES = 8
# Parts that were not read, by name; the rest are counted.
_UNREAD = 200
_KINDS = {
    Reason.NOT_RECOGNISED: ErrorKind.FILE_UNKNOWN,
    Reason.PACKED: ErrorKind.FILE_UNKNOWN,
    Reason.NOT_A_FILE: ErrorKind.FILE_UNREADABLE,
    Reason.UNREADABLE: ErrorKind.FILE_UNREADABLE,
    Reason.LOCKED: ErrorKind.FILE_LOCKED,
    Reason.TOO_LARGE: ErrorKind.FILE_TOO_LARGE,
    Reason.TOO_DEEP: ErrorKind.FILE_TOO_LARGE,
}


def look(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Raises AppError."""
    report, titles = Report(), list[str]()
    try:
        with replacing(Path(job["target"]), Path(job["partial"])) as stream:
            for each in read(Path(job["path"]), report):
                for line in lines_of(each):
                    stream.write(line)
                if isinstance(each, Chat):
                    if len(titles) < _TITLES and each.conversation.title not in titles:
                        titles.append(each.conversation.title)
                    tell(report.chats, 0)
    except Unreadable as error:
        raise AppError(_KINDS.get(error.reason, ErrorKind.FILE_DAMAGED)) from error
    except OSError as error:
        raise store_error(error) from error
    return {
        "source": report.source or "",
        "chats": report.chats,
        "messages": report.messages,
        "first": report.first and report.first.isoformat(),
        "last": report.last and report.last.isoformat(),
        "titles": titles,
        "unread": [[name, reason.value] for name, reason in report.unread[:_UNREAD]],
        "left_out": report.unread_count,
    }
