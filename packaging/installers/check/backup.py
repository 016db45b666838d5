"""A back-up as the app writes it, with one chat to be brought in."""

from pathlib import Path

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats import backup

# Looked for in the profile, once the back-up was brought in.
TITLE = "What a lighthouse keeper wrote"


def write(path: Path) -> Path:
    question = Message(Role.USER, "What did the keeper write that night?")
    answer = Message(Role.ASSISTANT, "That the lamp was lit.", question.id, model="sample")
    conversation = Conversation(title=TITLE, model="sample", leaf_id=answer.id, named=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        backup.write(stream, (), [Chat(conversation, (question, answer))], counts={"chats": 1})
    return path
