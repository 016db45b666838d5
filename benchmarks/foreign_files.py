"""Chats as other programs would have exported them."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from promptrun_desktop.domain.chat import Chat


def chatgpt(path: Path, chats: Iterable[Chat]) -> None:
    """A zip, as it comes by mail."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("conversations.json", "w") as stream,
    ):
        for piece in _listed(map(_mapping, chats)):
            stream.write(piece.encode())


def claude(path: Path, chats: Iterable[Chat]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(_listed(map(_conversation, chats)))


def openai(path: Path, chats: Iterable[Chat]) -> None:
    """A list of messages a line."""
    with path.open("w", encoding="utf-8") as stream:
        for chat in chats:
            said = [{"role": each.role.value, "content": each.text} for each in chat.messages]
            stream.write(json.dumps({"messages": said}, ensure_ascii=False) + "\n")


def _listed(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for each in records:
        yield before + json.dumps(each)
        before = ","
    yield "[]" if before == "[" else "]"


def _mapping(chat: Chat) -> dict[str, Any]:
    conversation = chat.conversation
    nodes: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None}}
    for each in chat.messages:
        nodes[each.id] = {
            "id": each.id,
            "parent": each.parent_id or "root",
            "message": {
                "id": each.id,
                "author": {"role": each.role.value},
                "create_time": each.created_at.timestamp(),
                "content": {"content_type": "text", "parts": [each.text]},
                "metadata": {"model_slug": each.model},
            },
        }
    return {
        "title": conversation.title,
        "create_time": conversation.created_at.timestamp(),
        "update_time": conversation.updated_at.timestamp(),
        "mapping": nodes,
        "current_node": conversation.leaf_id,
        "conversation_id": conversation.id,
    }


def _conversation(chat: Chat) -> dict[str, Any]:
    conversation = chat.conversation
    return {
        "uuid": conversation.id,
        "name": conversation.title,
        "created_at": conversation.created_at.isoformat(),
        "updated_at": conversation.updated_at.isoformat(),
        "chat_messages": [
            {
                "uuid": each.id,
                "text": each.text,
                "sender": "human" if each.role.value == "user" else "assistant",
                "created_at": each.created_at.isoformat(),
            }
            for each in chat.messages
        ],
    }
