"""The border: whatever httpx, ssl or the endpoint says becomes one EndpointError."""

import html
import json
import math
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import quote, quote_plus

import h11
import httpx

from promptrun_desktop.api.said import Said, in_body
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.text.unicode import clean

Scrub = Callable[[str], str]

_STATUS = {
    401: ErrorKind.KEY_REFUSED,
    402: ErrorKind.NO_CREDIT,
    403: ErrorKind.FORBIDDEN,
    404: ErrorKind.WRONG_ADDRESS,
    405: ErrorKind.WRONG_ADDRESS,
    407: ErrorKind.PROXY,
    408: ErrorKind.TIMED_OUT,
    410: ErrorKind.WRONG_ADDRESS,
    413: ErrorKind.TOO_LONG,
    429: ErrorKind.RATE_LIMIT,
    451: ErrorKind.FORBIDDEN,
    504: ErrorKind.TIMED_OUT,
    511: ErrorKind.PROXY,
}

# Reasons that say more than the status they come with: (statuses, pattern, kind), first match
# wins. None is an error inside a successful answer. Seen at the services named.
_ANY = frozenset({None, *range(400, 600)})
_REASONS: tuple[tuple[frozenset[int | None], str, ErrorKind], ...] = (
    (
        _ANY - {401, 402, 403, 404},
        r"context_length_exceeded|exceed_context_size|maximum context length|prompt is too long"
        r"|input is too long|exceeds? the (available )?context|context window|request_too_large",
        ErrorKind.TOO_LONG,
    ),
    (
        _ANY - {401, 404},
        r"insufficient[_ ](quota|credits?|balance|funds)|exceeded_current_quota"
        r"|credit balance is too low|billing_(hard_limit|not_active)|payment_required",
        ErrorKind.NO_CREDIT,
    ),
    (
        frozenset({None, 400, 403}),
        # Gemini and xAI answer 400 to a bad key.
        r"invalid_api_key|api_key_invalid|authentication_error|(incorrect|invalid) api key"
        r"|api key (is )?(not valid|invalid)",
        ErrorKind.KEY_REFUSED,
    ),
    (
        frozenset({None, 400, 403}),
        r"content_filter|content_policy|content management policy|\bflagged\b|moderation",
        ErrorKind.FILTERED,
    ),
    (
        frozenset({None, 400, 404, 410, 422}),
        r"model_not_found|invalid_model|unknown_model|not a valid model|(unknown|invalid) model\b"
        r"|no such model|model\b.{0,200}(not exist|not found|not available|no longer)"
        r"|no endpoints found|^model: ",
        ErrorKind.UNKNOWN_MODEL,
    ),
    (frozenset({None}), r"rate_?limit|too_many_requests", ErrorKind.RATE_LIMIT),
    (frozenset({None}), r"permission|forbidden", ErrorKind.FORBIDDEN),
    (frozenset({None}), r"invalid_request", ErrorKind.BAD_REQUEST),
    (frozenset({None}), r"timeout|timed out", ErrorKind.TIMED_OUT),
)
_UNDRAWN = re.compile(
    "[\x00-\x20\x7f-\x9f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)


def plain(text: str) -> str:
    """One line that can be shown: no control characters, nothing that turns its direction."""
    return _UNDRAWN.sub(" ", clean(text)).strip()


def scrubber(key: ApiKey | None) -> Scrub:
    """Takes the key out of what others say, in the spellings an echo may have, then `plain`."""

    def scrub(text: str) -> str:
        if key is not None:
            for spelling in _spellings(key.reveal()):
                text = text.replace(spelling, "…")
        return plain(text)

    return scrub


def _spellings(value: str) -> list[str]:
    quoted = {quote(value, safe=""), quote(value), quote_plus(value)}
    lower = {re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), each) for each in quoted}
    spelled = {value, html.escape(value), json.dumps(value)[1:-1], *quoted, *lower}
    return sorted(spelled, key=len, reverse=True)


def from_response(
    status: int, headers: Mapping[str, str], body: bytes, scrub: Scrub = plain
) -> EndpointError:
    """The error that a response with this status is; `body` may be its beginning only."""
    said = in_body(body)
    if 300 <= status < 400 or (status < 300 and said.is_html):
        # A login page of a hotel or a company stands in between.
        return EndpointError(ErrorKind.PROXY, scrub(said.message))
    kind = _kind(status, said)
    return EndpointError(kind, scrub(said.message), retry_after=_retry_after(headers))


def from_said(said: Said, scrub: Scrub = plain) -> EndpointError:
    """The error that a successful response carried inside."""
    return EndpointError(_kind(said.status, said), scrub(said.message))


def _kind(status: int | None, said: Said) -> ErrorKind:
    for statuses, pattern, kind in _REASONS:
        if status in statuses and not said.is_html and re.search(pattern, said.words, re.S):
            return kind
    if status is None or status >= 500:
        return _STATUS.get(status or 500, ErrorKind.SERVER_FAULT)
    return _STATUS.get(status, ErrorKind.BAD_REQUEST if status >= 400 else ErrorKind.BAD_REPLY)


# Seconds: a day. Longer than anybody looks at a countdown, and no timer overflows.
_LONGEST_WAIT = 86_400.0


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds: `retry-after-ms`, or `Retry-After` as seconds or as a date (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return min(max(0.0, seconds), _LONGEST_WAIT)
    until = _date(headers.get("retry-after"))
    if until is None:
        return None
    # Their clock against their clock: ours may be wrong.
    seconds = (until - (_date(headers.get("date")) or datetime.now(UTC))).total_seconds()
    return min(max(0.0, seconds), _LONGEST_WAIT)


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


class translated:  # noqa: N801 - reads as a statement: `with translated():`
    """Turn what the network raises into EndpointError, by type: its texts may be empty or
    hold the key.

    `answered`: bytes had arrived, so whatever comes is a cut. `proxied`: a failure to connect is
    the proxy's. The original is not kept as context: it holds the request and so the key.
    """

    def __init__(self, *, answered: bool = False, proxied: bool = False) -> None:
        self._answered = answered
        self._proxied = proxied

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, _FAILURES):
            return
        failure = EndpointError(self._translate(error))
        try:
            raise failure
        finally:
            failure.__context__ = None

    def _translate(self, error: BaseException) -> ErrorKind:
        if isinstance(error, TimeoutError | httpx.TimeoutException):
            return ErrorKind.TIMED_OUT
        if self._answered:
            return ErrorKind.CUT_OFF
        causes = tuple(_causes(error))
        for types, kind in _BY_CAUSE:
            if any(isinstance(cause, types) for cause in causes):
                return kind
        if not isinstance(error, httpx.HTTPError | OSError):
            return ErrorKind.WRONG_ADDRESS
        return ErrorKind.PROXY if self._proxied else ErrorKind.NO_NETWORK


# ValueError and ExceptionGroup come of host names and ports that cannot be.
_FAILURES = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ExceptionGroup)

_BY_CAUSE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], ErrorKind], ...] = (
    (httpx.ProxyError, ErrorKind.PROXY),
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), ErrorKind.NO_NETWORK),
    (ssl.SSLError, ErrorKind.CERTIFICATE),
    (h11.RemoteProtocolError, ErrorKind.BAD_REPLY),
    (httpx.LocalProtocolError, ErrorKind.INTERNAL),
    (httpx.UnsupportedProtocol, ErrorKind.WRONG_ADDRESS),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from. httpcore drops its causes and keeps them as context;
    anybody else's context may be anything."""
    step: BaseException | None = error
    while step is not None:
        yield step
        of_httpcore = type(step).__module__.startswith("httpcore")
        step = step.__cause__ or (step.__context__ if of_httpcore else None)
