"""Claude's export, and what browser extensions save of Claude's chats.

The export itself is linear; extensions keep branches (`parent_message_uuid`), models and the
branch that was shown. What was pasted stands in `attachments`: those are words of the person.
"""

from collections.abc import Iterator

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.markup import Said
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow, id_of

_ROLES = {"human": Role.USER, "user": Role.USER, "assistant": Role.ASSISTANT}
# The parent of a first message.
_NOBODY = "00000000-0000-4000-8000-000000000000"


def fits(record: Record) -> bool:
    return isinstance(record.get("chat_messages"), list)


def read(record: Record, origin: Origin) -> Iterator[Chat | Folder]:
    title = fields.line(record, "name", "title")
    model = fields.line(record, "model")
    drafts: list[Draft] = []
    before = ""
    for place, each in enumerate(fields.items(record, "chat_messages")):
        message = fields.record(each)
        role = _ROLES.get(fields.text(message, "sender"))
        key = fields.key(message, "uuid") or f"#{place}"
        parent = fields.key(message, "parent_message_uuid") or before
        if role is None:
            origin.report.miss(title, Reason.ODD_MESSAGE)
        said = _said(message)
        drafts.append(
            Draft(
                key,
                "" if parent == _NOBODY else parent,
                role,
                said.text if role else "",
                said.reasoning if role else "",
                fields.moment(message, "created_at"),
                fields.line(message, "model") or model,
                _state(message),
            )
        )
        before = key
    folder = _folder(record)
    chat = grow(
        Head(
            source=Source.CLAUDE,
            key=fields.key(record, "uuid"),
            modified_at=origin.modified_at,
            title=title,
            model=model,
            created_at=fields.moment(record, "created_at"),
            updated_at=fields.moment(record, "updated_at"),
            pinned=fields.flag(record, "is_starred"),
            folder_id=folder.id if folder else None,
            leaf=fields.key(record, "current_leaf_message_uuid"),
        ),
        drafts,
    )
    if chat:
        if folder:
            yield folder
        yield chat


def _folder(record: Record) -> Folder | None:
    project = fields.record(record, "project")
    name, key = fields.line(project, "name"), fields.key(project, "uuid")
    return Folder(name, id_of(Source.CLAUDE, "project", key)) if name and key else None


def _said(message: Record) -> Said:
    texts: list[str] = []
    thoughts: list[str] = []
    for block in fields.records(message, "content"):
        kind = fields.text(block, "type")
        if kind == "thinking":
            thoughts.append(fields.text(block, "thinking", "text"))
        elif kind == "tool_use":
            written = _artifact(block)
            texts.append(written)
            if not written:
                thoughts.append(markup.tool_part(block))
        elif kind == "tool_result":
            if block.get("name") == "artifacts":
                continue  # "OK"
            thoughts.append(_result(block))
        else:
            texts.append(fields.text(block, "text"))
    text = markup.joined(texts) or fields.text(message, "text")
    return Said(markup.joined([text, *_attached(message)]), markup.joined(thoughts))


def _artifact(block: Record) -> str:
    """A document or a program Claude wrote beside the chat."""
    given = fields.record(block, "input")
    if fields.text(given, "command") in ("create", "rewrite") or block.get("name") == "artifacts":
        written = fields.text(given, "content", "new_str")
    else:
        written = fields.text(given, "file_text")
    if not written:
        return ""
    kind = fields.line(given, "type")
    name = fields.line(given, "title", "path", "id")
    if kind != "text/markdown":
        language = fields.line(given, "language") or _language(kind, name)
        written = markup.fenced(written, language)
    return markup.joined([f"**{name}**" if name else "", written])


def _language(kind: str, name: str) -> str:
    known = {"text/html": "html", "image/svg+xml": "svg", "application/vnd.ant.react": "jsx"}
    if kind in known:
        return known[kind]
    if kind == "application/vnd.ant.mermaid":
        return "mermaid"
    return name.rpartition(".")[2] if "." in name else ""


def _result(block: Record) -> str:
    """Of pages that were found, the titles and addresses; of everything else the text."""
    pages: list[str] = []
    texts: list[str] = []
    for each in fields.items(block, "content"):
        part = fields.record(each)
        if page := " ".join([fields.line(part, "title"), fields.line(part, "url")]).strip():
            pages.append(f"- {page}")
        else:
            texts.append(fields.text(part, "text"))
    texts.append(fields.text(block, "content"))
    return markup.joined(["\n".join(pages), markup.result(markup.joined(texts))])


def _attached(message: Record) -> Iterator[str]:
    for each in fields.records(message, "attachments"):
        name = markup.part(markup.FILE, fields.line(each, "file_name"))
        yield markup.joined([name, markup.fenced(fields.text(each, "extracted_content"))])
    for each in fields.records(message, "files"):
        yield markup.part(markup.FILE, fields.line(each, "file_name"))


def _state(message: Record) -> State:
    if fields.text(message, "stop_reason") == "user_canceled":
        return State.STOPPED
    return State.COMPLETE
