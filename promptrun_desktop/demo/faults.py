"""Sample models that show what can go wrong, each in one way that real endpoints have shown."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from promptrun_desktop.demo.answer import Answer
from promptrun_desktop.demo.ask import Ask
from promptrun_desktop.demo.failure import failure
from promptrun_desktop.demo.replies import read, reply_to

Script = Callable[[Ask, Answer], Coroutine[None, None, None]]

RETRY_SECONDS = 8
SILENT_SECONDS = 15 * 60.0
_SLOW_SECONDS_A_PIECE = 0.6
_LOGIN_PAGE = b"<!doctype html><title>Welcome</title><p>Please log in to use this network.</p>"


@dataclass(frozen=True, slots=True)
class Fault:
    id: str
    name: str
    script: Script


def faults() -> tuple[Fault, ...]:
    """New for each endpoint: some remember what they refused."""
    return (
        Fault("demo/wrong-key", "Sample: wrong key", wrong_key),
        Fault("demo/no-credit", "Sample: no credit left", no_credit),
        Fault("demo/unknown-model", "Sample: a model that is gone", unknown_model),
        Fault("demo/rate-limit", "Sample: too many questions", rate_limit),
        Fault("demo/server-fault", "Sample: the service is broken", server_fault),
        Fault("demo/cut-off", "Sample: the connection drops half-way", cut_off),
        Fault("demo/error-in-stream", "Sample: a failure half-way", error_in_stream),
        Fault("demo/empty-reply", "Sample: an empty answer", empty_reply),
        Fault("demo/proxy", "Sample: a network that wants a login", proxy),
        Fault("demo/network", "Sample: no connection", network),
        Fault("demo/too-long", "Sample: the chat is too long", TooLong()),
        Fault("demo/length-limit", "Sample: the answer is too long", length_limit),
        Fault("demo/filtered", "Sample: the answer is held back", filtered),
        Fault("demo/no-temperature", "Sample: creativity can't be set", no_temperature),
        Fault("demo/silent", "Sample: no answer for a long time", silent),
        Fault("demo/slow", "Sample: a slow answer", slow),
        Fault("demo/thinking", "Sample: thinks before it answers", thinking),
        Fault("demo/not-streaming", "Sample: the answer comes all at once", not_streaming),
        Fault("demo/awkward", "Sample: unusual characters", awkward),
    )


async def plain(ask: Ask, answer: Answer) -> None:
    """What every healthy model does."""
    await answer.say(reply_to(ask))
    await answer.finish()


async def wrong_key(ask: Ask, answer: Answer) -> None:
    await answer.refuse(401, b"Invalid API Key", "text/plain")


async def no_credit(ask: Ask, answer: Answer) -> None:
    await answer.refuse(402, failure("Insufficient credits. Add more.", "payment_required", 402))


async def unknown_model(ask: Ask, answer: Answer) -> None:
    await answer.refuse(404, missing_model(ask.model))


def missing_model(model: str) -> bytes:
    message = f"The model `{model}` does not exist."
    return failure(message, "invalid_request_error", "model_not_found", "model")


async def rate_limit(ask: Ask, answer: Answer) -> None:
    body = b'{"error":"Rate limit reached. Please slow down."}'
    await answer.refuse(429, body, headers=[("Retry-After", str(RETRY_SECONDS))])


async def server_fault(ask: Ask, answer: Answer) -> None:
    await answer.refuse(500, b"<html><h1>Internal Server Error</h1></html>", "text/html")


async def proxy(ask: Ask, answer: Answer) -> None:
    # The name can never be anybody's (RFC 2606).
    login = [("Location", "http://login.hotel.invalid/welcome")]
    await answer.refuse(302, _LOGIN_PAGE, "text/html", login)


async def network(ask: Ask, answer: Answer) -> None:
    answer.hang_up()


async def silent(ask: Ask, answer: Answer) -> None:
    """Waits by the clock, whatever the pace: silence that ends at once would show nothing."""
    await answer.silence(SILENT_SECONDS)
    answer.hang_up()


async def cut_off(ask: Ask, answer: Answer) -> None:
    await answer.say(_half(reply_to(ask)))
    await answer.cut()


async def error_in_stream(ask: Ask, answer: Answer) -> None:
    await answer.say(_half(reply_to(ask)))
    await answer.fail("The company that runs this model stopped answering.")


async def empty_reply(ask: Ask, answer: Answer) -> None:
    await answer.finish()


async def length_limit(ask: Ask, answer: Answer) -> None:
    await answer.say(_half(reply_to(ask)))
    await answer.finish("length")


async def filtered(ask: Ask, answer: Answer) -> None:
    await answer.say(" ".join(reply_to(ask).split()[:12]))
    await answer.finish("content_filter")


async def no_temperature(ask: Ask, answer: Answer) -> None:
    if "temperature" in ask.body:
        message = "`temperature` is not supported by this model."
        await answer.refuse(
            400, failure(message, "invalid_request_error", "unsupported_parameter", "temperature")
        )
    else:
        await plain(ask, answer)


async def slow(ask: Ask, answer: Answer) -> None:
    for _ in range(3):
        await answer.comment()
        await answer.wait(1.0)
    await answer.say(reply_to(ask), seconds_a_piece=_SLOW_SECONDS_A_PIECE)
    await answer.finish()


async def thinking(ask: Ask, answer: Answer) -> None:
    await answer.think(read("thinking"))
    await plain(ask, answer)


async def not_streaming(ask: Ask, answer: Answer) -> None:
    """Its answer is made whole by the caller, whatever was asked for."""
    await plain(ask, answer)


async def awkward(ask: Ask, answer: Answer) -> None:
    await answer.say("# Unusual characters\n\nA rocket in two halves: ")
    # 🚀 as the two escapes of its surrogate pair, one in each delta.
    await answer.piece("\ud83d")
    await answer.piece("\ude80")
    await answer.say(".\n\nThree separators that are no line ends: ")
    await answer.piece("[\u2028] [\u2029] [\u0085].\n\nA family cut in two: 👩\u200d")
    await answer.piece("👩\u200d👧\u200d👦. An accent that comes late: cafe")
    await answer.piece("\u0301.\n\n")
    await answer.say(read("awkward"))
    await answer.finish()


class TooLong:
    """Refuses a question until it is asked again with less before it."""

    def __init__(self) -> None:
        self._question = ""
        self._messages = 0

    async def __call__(self, ask: Ask, answer: Answer) -> None:
        if ask.question == self._question and ask.messages < self._messages:
            await plain(ask, answer)
            return
        self._question, self._messages = ask.question, ask.messages
        message = "This model's maximum context length is 8000 tokens. Your messages are longer."
        await answer.refuse(
            400, failure(message, "invalid_request_error", "context_length_exceeded", "messages")
        )


def _half(text: str) -> str:
    return text[: len(text) // 2]
