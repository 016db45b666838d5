"""Reads a file of others, and writes down what it understood in lines of our own."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.formats.foreign import Reason, Report, read
from promptrun_desktop.services.chat_lines import lines_of
from promptrun_desktop.settings.disk import replacing, store_error

Tell = Callable[[int, int], None]
# Titles that a preview shows, and how much of each: an answer is one line, and not a long one.
_TITLES, _LONGEST_TITLE = 8, 300
_KINDS = {
    Reason.NOT_RECOGNISED: ErrorKind.FILE_UNKNOWN,
    Reason.PACKED: ErrorKind.FILE_UNKNOWN,
    Reason.NOT_A_FILE: ErrorKind.FILE_UNREADABLE,
    Reason.UNREADABLE: ErrorKind.FILE_UNREADABLE,
    Reason.NEWER: ErrorKind.FILE_NEWER,
    Reason.FOREIGN: ErrorKind.FILE_FOREIGN,
    Reason.LOCKED: ErrorKind.FILE_LOCKED,
    Reason.TOO_LARGE: ErrorKind.FILE_TOO_LARGE,
    Reason.TOO_DEEP: ErrorKind.FILE_TOO_LARGE,
}


def look(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Raises AppError, also where one reason says why nothing came."""
    report, titles = Report(), dict[str, None]()
    try:
        with replacing(Path(job["target"]), Path(job["partial"])) as stream:
            for each in read(Path(job["path"]), report, only_own=job["only_own"]):
                stream.writelines(lines_of(each))
                if isinstance(each, Chat) and len(titles) < _TITLES:
                    titles[each.conversation.title[:_LONGEST_TITLE]] = None
                tell(report.chats, 0)
            if not report.chats and not report.folders and report.unread_count <= 1:
                raise _nothing(report)
    except OSError as error:
        # Of what is written: what is read raises none.
        if error.errno == errno.EFBIG:
            raise AppError(ErrorKind.FILE_TOO_LARGE) from error
        raise store_error(error) from error
    return {
        "source": report.source or "",
        "chats": report.chats,
        "messages": report.messages,
        "first": report.first and report.first.isoformat(),
        "last": report.last and report.last.isoformat(),
        "titles": [each for each in titles if each],
        "unread": [[name, reason.value] for name, reason in report.unread],
        "left_out": report.unread_count,
    }


def _nothing(report: Report) -> AppError:
    for _, reason in report.unread:
        return AppError(_KINDS.get(reason, ErrorKind.FILE_DAMAGED))
    return AppError(ErrorKind.FILE_UNKNOWN)
