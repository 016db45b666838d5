import html
import json
import ssl
import time
from collections.abc import Callable
from urllib.parse import quote

import h11
import httpx
import pytest

from promptrun_desktop.api.errors import from_response, from_said, plain, scrubber, translated
from promptrun_desktop.api.said import in_body, in_value
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey

K = ErrorKind


def kind_of(status: int, body: object = b"") -> ErrorKind:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return from_response(status, {}, raw).kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, K.PROXY),
        (302, K.PROXY),
        (400, K.BAD_REQUEST),
        (401, K.KEY_REFUSED),
        (402, K.NO_CREDIT),
        (403, K.FORBIDDEN),
        (404, K.WRONG_ADDRESS),
        (405, K.WRONG_ADDRESS),
        (407, K.PROXY),
        (408, K.TIMED_OUT),
        (413, K.TOO_LONG),
        (418, K.BAD_REQUEST),
        (422, K.BAD_REQUEST),
        (429, K.RATE_LIMIT),
        (500, K.SERVER_FAULT),
        (502, K.SERVER_FAULT),
        (503, K.SERVER_FAULT),
        (504, K.TIMED_OUT),
        (511, K.PROXY),
        (529, K.SERVER_FAULT),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"oops",
        b'{"error":"oops"}',
        b'{"error":{"message":"oops"}}',
        b"<html><title>oops</title></html>",
        b'{"error":',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_the_status_decides_whatever_the_body(status, kind, body):
    assert kind_of(status, body) is kind


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (429, {"message": "You exceeded it", "code": "insufficient_quota"}, K.NO_CREDIT),
        (429, {"message": "You exceeded your current quota", "status": "EXHAUSTED"}, K.RATE_LIMIT),
        (429, {"type": "exceeded_current_quota_error", "message": "x"}, K.NO_CREDIT),
        (400, {"message": "Your credit balance is too low"}, K.NO_CREDIT),
        (400, {"message": "x", "code": "context_length_exceeded"}, K.TOO_LONG),
        (400, {"message": "x", "type": "exceed_context_size_error"}, K.TOO_LONG),
        (500, {"message": "the request exceeds the available context size"}, K.TOO_LONG),
        (400, {"message": "prompt is too long: 200001 tokens > 200000 maximum"}, K.TOO_LONG),
        (404, {"message": "The model `x` does not exist", "code": "model_not_found"}, None),
        (404, {"message": 'model "x" not found, try pulling it first'}, None),
        (404, {"message": "No endpoints found for a/b."}, None),
        (404, {"message": "model: claude-x", "type": "not_found_error"}, None),
        (400, {"message": "a/b is not a valid model ID"}, None),
        (400, {"message": "Invalid model: x", "code": "1500"}, None),
        (404, {"message": "Not Found"}, K.WRONG_ADDRESS),
        (400, {"message": "API key not valid. Please pass a valid one"}, K.KEY_REFUSED),
        (400, {"message": "Incorrect API key provided: sk-…"}, K.KEY_REFUSED),
        (400, {"message": "x", "code": "content_filter"}, K.FILTERED),
        (403, {"message": "Your chosen model requires moderation: input was flagged"}, K.FILTERED),
        (400, {"message": "temperature is deprecated for this model"}, K.BAD_REQUEST),
        (401, {"message": "context window"}, K.KEY_REFUSED),
    ],
)
def test_the_body_says_more_than_the_status(status, error, kind):
    assert kind_of(status, {"error": error}) is (kind or K.UNKNOWN_MODEL)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": "oops"}, K.SERVER_FAULT),
        ({"error": {"message": "x", "code": 401}}, K.KEY_REFUSED),
        ({"error": {"message": "x", "code": "402"}}, K.NO_CREDIT),
        ({"error": {"message": "x", "type": "rate_limit_error"}}, K.RATE_LIMIT),
        ({"error": {"message": "x", "type": "overloaded_error"}}, K.SERVER_FAULT),
        ({"error": {"message": "x", "type": "invalid_request_error"}}, K.BAD_REQUEST),
        ({"error": {"message": "x", "code": "context_length_exceeded"}}, K.TOO_LONG),
        ({"object": "error", "message": "x", "code": 400}, K.BAD_REQUEST),
    ],
)
def test_an_error_in_a_successful_answer_is_known_by_its_own_code(body, kind):
    assert from_said(in_value(body)).kind is kind


def test_html_where_an_answer_should_be_is_a_login_page():
    assert kind_of(200, b"<html>Sign in</html>") is K.PROXY


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": "text"}, "text"),
        ({"error": {"message": "text"}}, "text"),
        ({"error": {"message": ["te", "xt"]}}, "te; xt"),
        ({"error": {"message": {"detail": "text"}}}, "text"),
        ({"message": "text", "object": "error"}, "text"),
        ({"detail": "text"}, "text"),
        ({"detail": [{"loc": ["body", "top_p"], "msg": "Extra"}]}, "top_p: Extra"),
        ({"errors": [{"message": "text"}]}, "text"),
        ([{"error": {"message": "text"}}], "text"),
        ({"error": "invalid_request", "error_description": "a text"}, "a text"),
        ("text", "text"),
        ({"error": {}}, ""),
        ({"error": {"code": 3}}, ""),
        (
            {
                "error": {
                    "message": "Provider returned error",
                    "metadata": {"raw": '{"error":{"message":"too hot"}}'},
                }
            },
            "Provider returned error: too hot",
        ),
    ],
)
def test_what_was_said_is_found_in_every_shape(body, message):
    assert in_body(json.dumps(body).encode()).message == message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"Invalid API Key\n", "Invalid API Key"),
        (b"", ""),
        (b"<html><head><title>502 Bad\nGateway</title>", "502 Bad\nGateway"),
        (b"<h1>x</h1>", ""),
        ("\ufeff{}".encode(), ""),
        (b'{"error":', '{"error":'),
    ],
)
def test_what_is_not_json_speaks_for_itself(body, message):
    assert in_body(body).message == message


@pytest.mark.parametrize("unit", [b"<title>", b"<title", b"model ", b"system ", b"<", b" "])
@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_body_of_repeated_words_is_read_at_once(unit, status):
    started = time.perf_counter()
    from_response(status, {}, unit * (256 * 1024 // len(unit)))
    # Searched from every place to its end, such a body took minutes.
    assert time.perf_counter() - started < 2


def test_a_title_is_found_in_a_page_of_any_size():
    page = b"<html><head><title>Log  in</title></head>" + b"<p>" * 100_000
    assert in_body(page).message == "Log  in"


def test_deep_and_looping_shapes_end():
    deep: object = "x"
    for _ in range(500):
        deep = {"error": deep}
    assert in_value(deep).message == ""
    assert in_value([[["x"] * 1000] * 1000]).message


def test_at_most_300_characters_without_controls_are_kept():
    error = from_response(500, {}, ("\x1b[31m\u202ea\n\r\tb" + "c" * 1000).encode())
    assert error.detail.startswith("[31m a bc")
    assert len(error.detail) == 300


def test_plain_leaves_writing_of_people_alone():
    assert plain("Größe 漢字 \U0001f600") == "Größe 漢字 \U0001f600"


DATE = "Tue, 29 Oct 2024 16:56:32 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Tue, 29 Oct 2024 16:57:02 GMT", "date": DATE}, 30.0),
        ({"retry-after": DATE}, 0.0),
        ({"retry-after": "Tue, 99 Oct 2024 16:57:02 GMT"}, None),
    ],
)
def test_the_wait_is_read_in_each_of_its_forms(headers, seconds):
    assert from_response(429, headers, b"").retry_after == seconds


def test_the_key_is_scrubbed_in_every_spelling_before_the_text_is_shortened():
    key = ApiKey("sk-a/b+c&d\"e%f'g<h", "https://x:443")
    scrub = scrubber(key)
    for spelling in (
        key.reveal(),
        quote(key.reveal(), safe=""),
        quote(key.reveal(), safe="").lower(),
        html.escape(key.reveal()),
        json.dumps(key.reveal()),
    ):
        assert scrub(f"you sent {spelling}!").replace('"', "") == "you sent …!"
    error = from_response(401, {}, b"x" * 290 + key.reveal().encode(), scrub)
    assert error.detail == "x" * 290 + "…"


def caught(error: BaseException, **how: bool) -> EndpointError:
    with pytest.raises(EndpointError) as found, translated(**how):
        raise error
    return found.value


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: httpx.ConnectTimeout(""), K.TIMED_OUT),
        (lambda: httpx.ReadTimeout(""), K.TIMED_OUT),
        (lambda: httpx.PoolTimeout(""), K.TIMED_OUT),
        (TimeoutError, K.TIMED_OUT),
        (lambda: httpx.ConnectError("All connection attempts failed"), K.NO_NETWORK),
        (lambda: httpx.ReadError(""), K.NO_NETWORK),
        (lambda: httpx.RemoteProtocolError("Server disconnected"), K.NO_NETWORK),
        (lambda: caused(httpx.RemoteProtocolError(""), h11.RemoteProtocolError("x")), K.BAD_REPLY),
        (lambda: caused(httpx.ConnectError(""), ssl.SSLCertVerificationError()), K.CERTIFICATE),
        (lambda: caused(httpx.ConnectError(""), ssl.SSLError()), K.CERTIFICATE),
        (lambda: caused(httpx.ConnectError(""), ssl.SSLEOFError()), K.NO_NETWORK),
        (
            lambda: caused(httpx.ConnectError(""), ExceptionGroup("multiple", [OSError()])),
            K.NO_NETWORK,
        ),
        (lambda: httpx.ProxyError("407"), K.PROXY),
        (lambda: httpx.InvalidURL(""), K.WRONG_ADDRESS),
        (lambda: httpx.UnsupportedProtocol(""), K.WRONG_ADDRESS),
        (ValueError, K.WRONG_ADDRESS),
        (lambda: UnicodeEncodeError("idna", "x", 0, 1, "label too long"), K.WRONG_ADDRESS),
        (lambda: ExceptionGroup("x", [OverflowError("port")]), K.WRONG_ADDRESS),
        (lambda: FileNotFoundError("SSL_CERT_FILE"), K.NO_NETWORK),
        (ssl.SSLCertVerificationError, K.CERTIFICATE),
        (lambda: httpx.LocalProtocolError("Illegal header value b'Bearer sk-1'"), K.INTERNAL),
    ],
)
def test_what_the_network_raises_is_translated_by_type(make: Callable[[], Exception], kind):
    assert caught(make()).kind is kind


@pytest.mark.parametrize("make", [httpx.ReadError, httpx.RemoteProtocolError, httpx.NetworkError])
def test_once_bytes_arrived_it_is_a_cut(make):
    assert caught(make(""), answered=True).kind is K.CUT_OFF


def test_a_failure_to_connect_is_the_proxys_where_there_is_one():
    assert caught(httpx.ConnectError(""), proxied=True).kind is K.PROXY


def test_nothing_of_the_original_is_kept():
    error = caught(httpx.LocalProtocolError("Illegal header value b'Bearer sk-secret'"))
    assert (error.__cause__, error.__context__, error.detail) == (None, None, "")


def test_our_own_errors_and_bugs_pass():
    with pytest.raises(EndpointError) as found, translated():
        raise EndpointError(K.KEY_MISSING)
    assert found.value.kind is K.KEY_MISSING
    with pytest.raises(TypeError), translated():
        raise TypeError
