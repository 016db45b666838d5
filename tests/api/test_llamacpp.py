"""The client against a server that other people wrote."""

import asyncio
import contextlib

import pytest

from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.reply_draft import ReplyDraft
from promptrun_desktop.domain.secret import ApiKey
from tests.endpoint.fixture import LlamaCpp

pytestmark = pytest.mark.llamacpp

HISTORY = [Message(Role.USER, "Hello")]


@contextlib.asynccontextmanager
async def client_of(server: LlamaCpp, key: str | None = None):
    endpoint = Endpoint.parse(server.base_url)
    client = ChatClient(endpoint, ApiKey(key or server.key, endpoint.origin))
    yield client
    await client.aclose()


def asking(client: ChatClient, server: LlamaCpp):
    return contextlib.aclosing(
        client.stream(server.model, HISTORY, "Be brief.", Parameters(0.7, 0.9))
    )


async def test_replies_are_streamed(llamacpp):
    async with client_of(llamacpp) as client:
        for _ in range(3):
            draft = ReplyDraft(Message(Role.ASSISTANT, ""))
            async with asyncio.timeout(60), asking(client, llamacpp) as deltas:
                async for delta in deltas:
                    draft.append(delta)
                    if len(draft.text) > 200:
                        break
            assert draft.text.encode()
            assert draft.ended or len(draft.text) > 200


async def test_a_stop_frees_the_server_for_the_next_question(llamacpp):
    async with client_of(llamacpp) as client:
        async with asyncio.timeout(60), asking(client, llamacpp) as deltas:
            first = await anext(deltas)
        async with asyncio.timeout(60), asking(client, llamacpp) as deltas:
            second = await anext(deltas)
    assert first is not None
    assert second is not None


async def test_its_models_are_listed_with_their_context(llamacpp):
    async with client_of(llamacpp) as client:
        models = await client.list_models()
    assert [model.id for model in models] == [llamacpp.model]
    assert (models[0].context, models[0].price) == (4096, None)


async def test_its_list_proves_the_key(llamacpp):
    async with client_of(llamacpp) as client:
        check = await client.check_key()
    assert check.verdict.value == "works"
    assert check.models


async def test_a_wrong_key_is_refused(llamacpp):
    async with client_of(llamacpp, "sk-wrong-0123456789") as client:
        with pytest.raises(EndpointError) as found:
            async with asking(client, llamacpp) as deltas:
                await anext(deltas)
    assert found.value.kind is ErrorKind.KEY_REFUSED
    assert "sk-wrong" not in found.value.detail


async def test_a_history_too_long_is_said_to_be(llamacpp):
    history = [Message(Role.USER, "quiet rain " * 5000, state=State.COMPLETE)]
    async with client_of(llamacpp) as client:
        with pytest.raises(EndpointError) as found:
            async with contextlib.aclosing(
                client.stream(llamacpp.model, history, "", Parameters())
            ) as deltas:
                await anext(deltas)
    assert found.value.kind is ErrorKind.TOO_LONG
