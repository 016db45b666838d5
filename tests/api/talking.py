"""A client at a server of scripted bytes, and what comes of it."""

import contextlib

from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.reply_draft import Delta, ReplyDraft
from promptrun_desktop.domain.secret import ApiKey
from tests.api.server import (
    Answer,
    Server,
    serving,
)

KEY = "sk-canary/0123456789"
HISTORY = [Message(Role.USER, "Hi")]
UNTOUCHED = Parameters()


def client_of(server: Server, **options: object) -> ChatClient:
    return ChatClient(server.endpoint, ApiKey(KEY, server.endpoint.origin), **options)


@contextlib.asynccontextmanager
async def talking(*answers: Answer, **options: object):
    async with serving(*answers) as server:
        client = client_of(server, **options)
        try:
            yield client, server
        finally:
            await client.aclose()


async def collect(
    client: ChatClient, parameters: Parameters = UNTOUCHED, instructions: str = ""
) -> tuple[list[Delta], EndpointError | None]:
    """The deltas, and the error after them."""
    deltas: list[Delta] = []
    try:
        async with contextlib.aclosing(
            client.stream("a/b", HISTORY, instructions, parameters)
        ) as stream:
            async for delta in stream:
                deltas.append(delta)
    except EndpointError as error:
        return deltas, error
    return deltas, None


async def outcome(client: ChatClient) -> tuple[str, bool, ErrorKind | None]:
    deltas, error = await collect(client)
    draft = ReplyDraft(Message(Role.ASSISTANT, ""))
    for delta in deltas:
        draft.append(delta)
    return draft.text, draft.ended, error.kind if error else None
