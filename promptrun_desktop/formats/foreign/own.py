"""What this app itself writes: Markdown of one chat, and back-ups of everything."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from promptrun_desktop.domain.chat import Chat, Extra
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats import backup
from promptrun_desktop.formats.foreign import fields
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source, Unreadable
from promptrun_desktop.formats.foreign.tree import Head, grow
from promptrun_desktop.formats.frames import Frame, frames

BEGINNING = "<!-- chat version="
_ROLES = {role.value: role for role in Role}
# One that was still being written when it was saved has no end.
_STATES = {state.value: state for state in State} | {State.WRITING.value: State.CUT_OFF}
_REASONS = {
    "cut": Reason.CUT_OFF,
    "newer": Reason.NEWER,
    "too_large": Reason.TOO_LARGE,
}
_LONGEST_ID = 200


def read_markdown(document: str, origin: Origin) -> Iterator[Chat]:
    """Messages before the place where the document ends too early are kept."""
    head: Frame | None = None
    instructions = thinking = ""
    drafts: list[Draft] = []
    try:
        for frame in frames(document):
            if frame.kind == "chat":
                head = frame
            elif frame.kind == "instructions":
                instructions = frame.text
            elif frame.kind == "thinking":
                thinking = frame.text
            else:
                before = drafts[-1].key if drafts else ""
                drafts.append(_draft(frame, thinking, before, len(drafts)))
                thinking = ""
    except ValueError:
        is_cut = document.count("\n") < 2 or _ends_early(document)
        origin.report.miss(origin.name, Reason.CUT_OFF if is_cut else Reason.DAMAGED)
    given = head.fields if head else {}
    title = fields.line(given, "title") or _title(document)
    chat = grow(
        Head(
            source=Source.OWN_MARKDOWN,
            key=_id(given.get("id", "")),
            modified_at=origin.modified_at,
            title=title,
            model=fields.line(given, "model"),
            instructions=fields.text({"": instructions}, ""),
            parameters=Parameters(_number(given, "temperature", 2), _number(given, "top_p", 1)),
            created_at=_time(given, "created"),
            updated_at=_time(given, "updated"),
            leaf=given.get("leaf", ""),
            is_ours=True,
        ),
        drafts,
    )
    if chat:
        yield chat


def read_back_up(stream: BinaryIO, origin: Origin) -> Iterator[Chat | Folder | Extra]:
    def unread(kind: str) -> None:
        reason = Reason.ODD_MESSAGE if kind == "message" else Reason.ODD_CHAT
        origin.report.miss(origin.name, reason)

    try:
        yield from backup.read(stream, unread)
    except backup.BackUpError as error:
        raise Unreadable(_REASONS.get(error.reason, Reason.DAMAGED)) from None


def is_back_up(stream: BinaryIO) -> bool:
    """Also of a newer version."""
    try:
        backup.manifest(stream)
    except backup.NotABackUpError:
        return False
    except backup.BackUpError as error:
        return isinstance(error, backup.NewerBackUpError)
    return True


def _draft(frame: Frame, thinking: str, before: str, place: int) -> Draft:
    given = frame.fields
    role = _ROLES.get(given.get("role", ""))
    return Draft(
        key=_id(given.get("id", "")) or f"#{place}",
        parent=_id(given["parent"]) if "parent" in given else before,
        role=role,
        text=fields.text({"": frame.text}, ""),
        reasoning=fields.text({"": thinking}, ""),
        created_at=_time(given, "created"),
        model=fields.line(given, "model"),
        state=_STATES.get(given.get("state", ""), State.COMPLETE),
    )


def _id(value: str) -> str:
    return value if 0 < len(value) <= _LONGEST_ID and value != "-" else ""


def _time(given: fields.Record, name: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(given.get(name, ""))
        return when.astimezone(UTC) if when.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _number(given: fields.Record, name: str, most: float) -> float | None:
    try:
        return fields.within({"": float(given.get(name, ""))}, most, "")
    except ValueError:
        return None


def _title(document: str) -> str:
    """In version 1 it stands in the heading alone, with its signs escaped."""
    heading = document[:2_000].partition("\n# ")[2].partition("\n")[0]
    plain = heading.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    return fields.line({"": plain}, "")


def _ends_early(document: str) -> bool:
    """Whether the last frame promises more than there is."""
    head, _, counted = document.rpartition(" chars=")
    digits = counted.partition(" ")[0]
    start = len(head) + len(" chars=") + len(digits) + len(" -->\n")
    return digits.isdecimal() and start + int(digits[:12]) > len(document)
