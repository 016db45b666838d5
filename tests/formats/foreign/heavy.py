"""The export of somebody who chats a lot: any number of chats, the same every time."""

import json
import random
from pathlib import Path
from typing import Any

_TEXT = (
    'the quick brown fox, jumps over a lazy dog and *then* [sleeps] {x} é 日本語 🙂 "q" \n f(x):\n'
)
_WORDS = _TEXT.split(" ")
MESSAGES = 30


def conversation(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    mapping: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None}}
    parent = "root"
    for place in range(MESSAGES):
        key = f"{number:08x}-{place:04x}-4000-8000-000000000000"
        mapping[key] = {
            "id": key,
            "message": {
                "id": key,
                "author": {"role": ("user", "assistant")[place % 2], "name": None, "metadata": {}},
                "create_time": 1700000000.5 + number * 1_000 + place,
                "update_time": None,
                "content": {
                    "content_type": "text",
                    "parts": [" ".join(chance.choices(_WORDS, k=chance.randrange(10, 300)))],
                },
                "status": "finished_successfully",
                "end_turn": True,
                "weight": 1.0,
                "metadata": {"model_slug": "gpt-4o", "citations": [], "request_id": "r" * 32},
                "recipient": "all",
                "channel": None,
            },
            "parent": parent,
            "children": [],
        }
        mapping[parent].setdefault("children", []).append(key)
        parent = key
    return {
        "title": f"Chat {number}",
        "create_time": 1700000000 + number * 1_000,
        "update_time": 1700000030 + number * 1_000,
        "mapping": mapping,
        "current_node": parent,
        "conversation_id": f"conversation-{number}",
    }


def write(path: Path, megabytes: float) -> int:
    """How many chats it took."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        while file.tell() < megabytes * 1e6:
            file.write(",\n" if count else "")
            json.dump(conversation(count), file)
            count += 1
        file.write("]")
    return count
