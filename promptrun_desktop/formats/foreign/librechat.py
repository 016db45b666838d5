"""LibreChat: one chat a file; its messages flat with a parent each, or nested in `children`."""

from collections.abc import Iterator

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.markup import Said
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow

# The parent of a first message.
_NOBODY = "00000000-0000-0000-0000-000000000000"


def fits(record: Record) -> bool:
    if "conversationId" not in record:
        return False
    messages = [*fields.records(record, "messages"), *fields.records(record, "messagesTree")]
    return not messages or any("messageId" in each for each in messages[:20])


def read(record: Record, origin: Origin) -> Iterator[Chat]:
    title = fields.line(record, "title")
    options = fields.record(record, "options")
    drafts: list[Draft] = []
    for parent, message in _flat(record):
        if not isinstance(message.get("isCreatedByUser"), bool) and not message.get("sender"):
            origin.report.miss(title, Reason.ODD_MESSAGE)
            continue
        drafts.append(_draft(message, parent, len(drafts)))
    chat = grow(
        Head(
            source=Source.LIBRECHAT,
            key=fields.key(record, "conversationId"),
            modified_at=origin.modified_at,
            title=title,
            model=fields.line(options, "model"),
            instructions=fields.text(options, "promptPrefix", "system", "instructions"),
            parameters=Parameters(
                fields.within(options, 2, "temperature"),
                fields.within(options, 1, "top_p", "topP"),
            ),
            created_at=fields.moment(record, "createdAt"),
            updated_at=fields.moment(record, "updatedAt"),
            archived=fields.flag(record, "isArchived"),
        ),
        drafts,
    )
    if chat:
        yield chat


def _flat(record: Record) -> Iterator[tuple[str, Record]]:
    """Messages with the key of what they follow; however deep, without calling itself."""
    stack = [
        ("", each)
        for name in ("messages", "messagesTree")
        for each in reversed(fields.records(record, name))
    ]
    while stack:
        above, message = stack.pop()
        parent = above or fields.key(message, "parentMessageId")
        yield ("" if parent == _NOBODY else parent), message
        key = fields.key(message, "messageId")
        stack.extend((key, each) for each in reversed(fields.records(message, "children")))


def _draft(message: Record, parent: str, place: int) -> Draft:
    is_question = message.get("isCreatedByUser") is True or (
        "isCreatedByUser" not in message and fields.text(message, "sender").lower() == "user"
    )
    said = _said(message)
    state = State.COMPLETE
    if message.get("error") is True:
        state = State.FAILED
    elif message.get("unfinished") is True:
        state = State.CUT_OFF
    return Draft(
        fields.key(message, "messageId") or f"#{place}",
        parent,
        Role.USER if is_question else Role.ASSISTANT,
        markup.joined([said.text, *_files(message)]),
        said.reasoning,
        fields.moment(message, "createdAt"),
        fields.line(message, "model"),
        state,
    )


def _said(message: Record) -> Said:
    if message.get("content"):
        said = markup.content(message.get("content"))
        if said.text or said.reasoning:
            return said
    return markup.thinking_apart(fields.text(message, "text"))


def _files(message: Record) -> Iterator[str]:
    for each in fields.records(message, "files"):
        is_picture = fields.text(each, "type").startswith("image/")
        mark = markup.PICTURE if is_picture else markup.FILE
        yield markup.part(mark, markup.name_of(each))
