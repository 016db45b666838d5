import pytest

from promptrun_desktop.api.retry import refused
from promptrun_desktop.api.said import in_value

SENT = {"temperature", "top_p", "stream", "system"}


def left_out(error: object, sent: set[str] = SENT, status: int = 400) -> set[str]:
    return set(refused(status, in_value({"error": error}), sent))


@pytest.mark.parametrize(
    ("error", "names"),
    [
        ({"message": "x", "param": "temperature"}, {"temperature"}),
        ({"message": "x", "param": "top_p"}, {"top_p"}),
        ({"message": "x", "param": "messages[0].role"}, {"system"}),
        ({"message": "Your organization must be verified", "param": "stream"}, {"stream"}),
        ("`temperature` and `top_p` cannot both be specified for this model", {"top_p"}),
        ("temperature is deprecated for this model", {"temperature"}),
        ("Unsupported value: 'temperature' does not support 0.7 with this model", {"temperature"}),
        ("temperature: Extra inputs are not permitted", {"temperature"}),
        ("Unsupported value: 'messages[0].role' does not support 'system'", {"system"}),
        ("'stream' does not support true", {"stream"}),
        ("streaming is not supported for this model", {"stream"}),
        ("System role not supported", {"system"}),
        ("Developer instruction is not enabled for models/gemma", {"system"}),
        ("temperature must be between 0 and 1; top_p is unexpected", {"temperature", "top_p"}),
        ("upstream is not available", set()),
        ("The system is not available", set()),
        ("max_tokens must be at least 1", set()),
        ("the temperature of the sun", set()),
        ({"message": "temperature not supported", "param": "max_tokens"}, {"temperature"}),
        ("", set()),
    ],
)
def test_what_an_error_names_is_left_out(error, names):
    assert left_out(error) == names


def test_fastapi_names_the_place():
    detail = {"detail": [{"loc": ["body", "top_p"], "msg": "Extra inputs are not permitted"}]}
    assert refused(422, in_value(detail), SENT) == {"top_p"}


def test_the_maker_of_the_model_is_heard_through_openrouter():
    error = {
        "message": "Provider returned error",
        "metadata": {"raw": '{"error":{"message":"x","param":"temperature"}}'},
    }
    assert left_out(error) == {"temperature"}


def test_what_was_not_sent_cannot_be_left_out():
    assert left_out({"message": "x", "param": "temperature"}, {"stream"}) == set()


@pytest.mark.parametrize("status", [200, 401, 404, 429, 500])
def test_other_statuses_are_about_something_else(status):
    assert left_out({"message": "x", "param": "temperature"}, status=status) == set()
