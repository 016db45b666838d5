"""ChatGPT's export: each chat a `mapping` of nodes, with all its branches.

Seen in exports of 2023 to 2025 and in programs that read them. Between a question and its answer
stand nodes of thinking, code that was run, what it printed, pages that were looked at: they become
the thinking of the answer (`tree`). A document written on the canvas is an answer.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "tool": None, "system": Role.SYSTEM}
_STEPS = ("analysis", "commentary")
# Marks of where something was quoted from, in characters of private use.
_CITATION = re.compile("\ue200[^\ue201]{0,2000}\ue201|【[^】]{0,100}†[^】]{0,100}】")
_MOST_DOCUMENT = 2_000_000


def fits(record: Record) -> bool:
    mapping = record.get("mapping")
    if not isinstance(mapping, dict):
        return False
    nodes = [fields.record(each) for each in islice(mapping.values(), 20)]
    return any("message" in each for each in nodes) or "current_node" in record


def read(record: Record, origin: Origin) -> Iterator[Chat]:
    title = fields.line(record, "title")
    drafts: list[Draft] = []
    instructions = ""
    for key, node in fields.record(record, "mapping").items():
        parent = fields.key(fields.record(node), "parent")
        message = fields.record(node, "message")
        instructions = instructions or _instructions(message)
        draft = _draft(key, parent, message)
        if draft is None:
            origin.report.miss(title or origin.name, Reason.ODD_MESSAGE)
            draft = Draft(key, parent, None)
        drafts.append(draft)
    chat = grow(
        Head(
            source=Source.CHATGPT,
            key=fields.key(record, "conversation_id", "id"),
            modified_at=origin.modified_at,
            title=title,
            model=fields.line(record, "default_model_slug"),
            instructions=instructions,
            created_at=fields.moment(record, "create_time"),
            updated_at=fields.moment(record, "update_time"),
            pinned=fields.flag(record, "is_starred") or bool(fields.moment(record, "pinned_time")),
            archived=fields.flag(record, "is_archived"),
            leaf=fields.key(record, "current_node"),
        ),
        drafts,
    )
    if chat:
        yield chat


def _draft(key: str, parent: str, message: Record) -> Draft | None:
    """None for what is not known; a draft without a role for what is not meant to be seen."""
    if not message or fields.flag(
        fields.record(message, "metadata"), "is_visually_hidden_from_conversation"
    ):
        return Draft(key, parent, None)
    content = fields.record(message, "content")
    kind = fields.text(content, "content_type")
    name = fields.text(fields.record(message, "author"), "role")
    if name not in _ROLES or not kind:
        return None
    metadata = fields.record(message, "metadata")
    state, reason = _ending(message, metadata)
    draft = Draft(
        key,
        parent,
        _ROLES[name],
        created_at=fields.moment(message, "create_time"),
        model=fields.line(metadata, "model_slug"),
        state=state,
        finish_reason=reason,
        thinking_seconds=fields.within(metadata, 1e6, "finished_duration_sec"),
    )
    recipient = fields.text(message, "recipient") or "all"
    if name == "assistant" and recipient.startswith("canmore.create"):
        draft.text = _document(_text(kind, content))
        if draft.text:
            return draft
    is_step = name == "tool" or recipient != "all" or kind in ("thoughts", "reasoning_recap")
    if is_step or (name == "assistant" and fields.text(message, "channel") in _STEPS):
        draft.role, draft.aside = None, True
        draft.reasoning = _step(
            name, fields.text(fields.record(message, "author"), "name"), kind, recipient, content
        )
    else:
        attached = _attachments(metadata) if name == "user" else []
        text = _cited(_text(kind, content, has_names=bool(attached)), metadata)
        draft.text = markup.joined([text, *attached])
    return draft


def _text(kind: str, content: Record, has_names: bool = False) -> str:
    """`has_names`: pictures stand among the attachments too, with their names."""
    if kind == "code":
        return markup.fenced(fields.text(content, "text"), _language(content))
    parts = [_part(each) for each in fields.items(content, "parts")]
    if has_names:
        parts = [each for each in parts if each != markup.PICTURE]
    return markup.joined(parts) or fields.text(content, "text", "result")


def _part(part: object) -> str:
    if isinstance(part, str):
        return fields.text({"": part}, "")
    record = fields.record(part)
    kind = fields.text(record, "content_type")
    if kind == "image_asset_pointer":
        return markup.part(markup.PICTURE)
    # What was spoken is written beside it.
    if kind.startswith(("audio_asset", "real_time")):
        return ""
    return fields.text(record, "text")


def _step(name: str, author: str, kind: str, recipient: str, content: Record) -> str:
    if kind == "thoughts":
        return markup.joined(
            [
                markup.joined(
                    [
                        f"**{fields.line(each, 'summary')}**" if each.get("summary") else "",
                        fields.text(each, "content"),
                    ]
                )
                for each in fields.records(content, "thoughts")
            ]
        )
    if kind == "reasoning_recap":
        return ""  # "Thought for 5 seconds": that is a number of ours
    if kind in ("tether_browsing_display", "tether_quote", "sonic_webpage"):
        # A page of the web: its name and address, not all of it.
        return " ".join([fields.line(content, "title"), fields.line(content, "url")]).strip()
    if name == "tool":
        if author.startswith("canmore."):
            return ""  # "Successfully created"
        pictures = [each for each in fields.items(content, "parts") if isinstance(each, dict)]
        found = markup.joined([_part(each) for each in pictures])
        words = [each for each in fields.items(content, "parts") if isinstance(each, str)]
        printed = fields.text({"": "\n".join(words)}, "") or fields.text(content, "text", "result")
        return markup.joined([markup.result(printed), found])
    text = _text(kind, content)
    if recipient != "all" and kind != "code":
        return markup.call(recipient, text)
    return text


def _document(text: str) -> str:
    """A document of the canvas, which is written as JSON."""
    if len(text) > _MOST_DOCUMENT:
        return ""
    source = text.strip().strip("`").removeprefix("json").strip()
    try:
        document = fields.record(json.loads(source, strict=False))
    except (ValueError, RecursionError):
        return ""
    written = fields.text(document, "content")
    kind = fields.line(document, "type")
    if kind.startswith("code/"):
        written = markup.fenced(written, kind.removeprefix("code/"))
    name = fields.line(document, "name")
    return markup.joined([f"**{name}**" if name and written else "", written])


def _cited(text: str, metadata: Record) -> str:
    """The marks of citations are replaced by what ChatGPT shows for them."""
    if not _CITATION.search(text):
        return text
    shown = {
        fields.text(each, "matched_text"): fields.text(each, "alt")
        for each in fields.records(metadata, "content_references")
    }
    return _CITATION.sub(lambda found: shown.get(found[0], ""), text)


def _attachments(metadata: Record) -> list[str]:
    return [
        markup.part(markup.PICTURE if _is_picture(each) else markup.FILE, fields.line(each, "name"))
        for each in fields.records(metadata, "attachments")
    ]


def _is_picture(attachment: Record) -> bool:
    return fields.text(attachment, "mime_type", "mimeType").startswith("image/")


def _instructions(message: Record) -> str:
    content = fields.record(message, "content")
    if fields.text(content, "content_type") != "user_editable_context":
        return ""
    return markup.joined(
        [fields.text(content, "user_profile"), fields.text(content, "user_instructions")]
    )


def _language(content: Record) -> str:
    language = fields.line(content, "language")
    return "" if language == "unknown" else language


def _ending(message: Record, metadata: Record) -> tuple[State, str | None]:
    kind = fields.text(fields.record(metadata, "finish_details"), "type")
    if kind == "interrupted":
        return State.STOPPED, None
    if kind == "max_tokens":
        return State.CUT_OFF, "length"
    if fields.text(message, "status") == "in_progress":
        return State.CUT_OFF, None
    return State.COMPLETE, None
