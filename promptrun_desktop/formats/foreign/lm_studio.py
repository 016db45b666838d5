"""LM Studio: a file a chat; each turn has versions, one of them selected.

Turns have no ids and no times. A version beside the selected one is a branch that ended there: what
came later followed the selected one. Folders of its sidebar are folders on the disk.
"""

from collections.abc import Iterator
from typing import Any

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.markup import Said
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow, id_of

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
_ENDINGS = {
    "userStopped": (State.STOPPED, None),
    "failed": (State.CUT_OFF, None),
    "modelUnloaded": (State.CUT_OFF, None),
    "maxPredictedTokensReached": (State.CUT_OFF, "length"),
    "contextLengthReached": (State.CUT_OFF, "length"),
}
_ROOT = "conversations"


def fits(record: Record) -> bool:
    return any("versions" in each for each in fields.records(record, "messages")[:20])


def read(record: Record, origin: Origin) -> Iterator[Chat | Folder]:
    title = fields.line(record, "name", "title")
    drafts: list[Draft] = []
    parent = ""
    for place, turn in enumerate(fields.records(record, "messages")):
        versions = fields.records(turn, "versions")
        selected = fields.number(turn, "currentlySelected") or 0
        selected = int(selected) if 0 <= selected < len(versions) else 0
        following = parent
        for number, version in enumerate(versions):
            key = f"{place}.{number}"
            draft = _draft(key, parent, version)
            if draft.role is None:
                origin.report.miss(title or origin.name, Reason.ODD_MESSAGE)
            drafts.append(draft)
            if number == selected:
                following = key
        parent = following
    settings = {
        fields.text(each, "key"): each.get("value")
        for each in fields.records(fields.record(record, "perChatPredictionConfig"), "fields")
    }
    folder = _folder(origin)
    chat = grow(
        Head(
            source=Source.LM_STUDIO,
            key=fields.key(record, "createdAt"),
            modified_at=origin.modified_at,
            title=title,
            model=fields.line(fields.record(record, "lastUsedModel"), "identifier"),
            instructions=fields.text(record, "systemPrompt")
            or fields.text(settings, "llm.prediction.systemPrompt"),
            parameters=Parameters(
                _checked(settings, "llm.prediction.temperature", 2),
                _checked(settings, "llm.prediction.topPSampling", 1),
            ),
            created_at=fields.moment(record, "createdAt"),
            updated_at=fields.moment(record, "assistantLastMessagedAt", "userLastMessagedAt"),
            pinned=fields.flag(record, "pinned"),
            folder_id=folder.id if folder else None,
            leaf=parent,
            has_keys=False,
        ),
        drafts,
    )
    if chat:
        if folder:
            yield folder
        yield chat


def _folder(origin: Origin) -> Folder | None:
    path = [each for each in origin.folder.split("/") if each]
    if _ROOT in path:
        path = path[path.index(_ROOT) + 1 :]
    if not path:
        return None
    return Folder(fields.line({"": " / ".join(path)}, ""), id_of(Source.LM_STUDIO, "/", *path))


def _checked(settings: Record, name: str, most: float) -> float | None:
    """A number, or one that can be switched off."""
    if (found := fields.within(settings, most, name)) is not None:
        return found
    switched = fields.record(settings, name)
    return fields.within(switched, most, "value") if fields.flag(switched, "checked") else None


def _draft(key: str, parent: str, version: Record) -> Draft:
    role = _ROLES.get(fields.text(version, "role"))
    said, information = _said(version)
    stopped = fields.text(fields.record(information, "stats"), "stopReason")
    state, reason = _ENDINGS.get(stopped, (State.COMPLETE, None))
    return Draft(
        key,
        parent,
        role,
        said.text if role else "",
        said.reasoning if role else "",
        model=fields.line(information, "identifier")
        or fields.line(fields.record(version, "senderInfo"), "senderName"),
        state=state,
        finish_reason=reason,
    )


def _said(version: Record) -> tuple[Said, Record]:
    """Also what the last step knows of how it was made."""
    texts: list[str] = []
    thoughts: list[str] = []
    information: Record = {}
    for step in [version, *fields.records(version, "steps")]:
        said = markup.content(_whole(fields.items(step, "content")) or step.get("content"))
        if fields.text(fields.record(step, "style"), "type") == "thinking":
            thoughts.append(said.text)
        else:
            tagged = markup.thinking_apart(said.text)
            texts.append(tagged.text)
            thoughts.append(tagged.reasoning)
        thoughts.append(said.reasoning)
        information = fields.record(step, "genInfo") or information
    return Said(markup.joined(texts), markup.joined(thoughts)), information


def _whole(parts: list[Any]) -> list[Any]:
    """Texts that follow each other as one: a new part begins within a word wherever another model
    guessed on. Marks of the model's own format are left out."""
    whole: list[Any] = []
    texts: list[str] = []
    for part in [*parts, None]:
        each = fields.record(part)
        if fields.text(each, "type") == "text":
            if not fields.flag(each, "isStructural"):
                texts.append(fields.text(each, "text"))
            continue
        if texts:
            whole.append("".join(texts))
            texts = []
        whole.append(part)
    return whole[:-1]
