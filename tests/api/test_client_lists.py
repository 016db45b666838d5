import asyncio

import pytest

from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from tests.api.server import (
    Step,
    answer,
    head,
    json_answer,
)
from tests.api.talking import talking

MODELS = json_answer(200, {"data": [{"id": "a/b"}]})


async def test_the_models_are_listed():
    async with talking(MODELS) as (client, server):
        assert [model.id for model in await client.list_models()] == ["a/b"]
    assert (server.requests[0].method, server.requests[0].path) == ("GET", "/v1/models")
    assert "content-type" not in server.requests[0].headers


@pytest.mark.parametrize(
    "nothing",
    [
        json_answer(404, {"error": "The model list was not found"}),
        answer(404, b"<html>", "text/html"),
        answer(405, b""),
        answer(200, b"<html>", "text/html"),
        json_answer(200, {"hello": "world"}),
        answer(200, b""),
    ],
)
async def test_where_there_is_no_list_the_address_is_wrong_and_the_key_unchecked(nothing):
    async with talking(nothing, nothing) as (client, _):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
        assert found.value.kind is ErrorKind.WRONG_ADDRESS
        check = await client.check_key()
        assert (check.verdict.value, check.models) == ("unchecked", None)


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (json_answer(401, {"error": "No key"}), "works"),
        (answer(403, b""), "works"),
        (MODELS, "kept"),
        (answer(500, b""), "kept"),
        ([Step.RESET], "kept"),
    ],
)
async def test_a_key_works_where_the_list_is_refused_without_it(second, verdict):
    async with talking(MODELS, second) as (client, server):
        check = await client.check_key()
    assert check.verdict.value == verdict
    assert [model.id for model in check.models] == ["a/b"]
    assert ["authorization" in request.headers for request in server.requests] == [True, False]


async def test_a_refused_key_is_said():
    async with talking(answer(401, b"Invalid API Key", "text/plain")) as (client, _):
        with pytest.raises(EndpointError) as found:
            await client.check_key()
    assert (found.value.kind, found.value.detail) == (ErrorKind.KEY_REFUSED, "Invalid API Key")


async def test_a_list_without_end_is_refused():
    body = [head(200, "application/json"), b"[" + b" " * (9 * 2**20), Step.HOLD]
    async with talking(body) as (client, server):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
        assert found.value.kind is ErrorKind.BAD_REPLY
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_a_list_that_never_ends_times_out():
    async with talking([head(200, "application/json"), b"[", Step.HOLD], silence=0.1) as (
        client,
        _,
    ):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
    assert found.value.kind is ErrorKind.TIMED_OUT
