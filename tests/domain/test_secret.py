import pickle
import traceback

import pytest

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey

ORIGIN = "https://api.promptrun.ai:443"


@pytest.mark.parametrize(
    "text",
    [
        "sk-test-12345678",
        "  sk-test-12345678\n",
        '"sk-test-12345678"',
        "“sk-test-12345678”",
        "Bearer sk-test-12345678",
        "Authorization: Bearer 'sk-test-12345678'",
        "`bearer  sk-test-12345678` ",
    ],
)
def test_what_people_paste_around_a_key_is_trimmed(text):
    assert ApiKey.parse(text, ORIGIN).reveal() == "sk-test-12345678"


@pytest.mark.parametrize(
    "text", ["", "short", "two words here", "schlüssel-123", "a" * 513, "a\0bcdefgh"]
)
def test_what_cannot_be_a_key_is_refused_without_repeating_it(text):
    with pytest.raises(AppError) as caught:
        ApiKey.parse(text, ORIGIN)
    assert caught.value.kind is ErrorKind.NOT_A_KEY
    assert not text or text not in str(caught.value)


def test_a_key_hides_itself():
    key = ApiKey("sk-canary-12345678", ORIGIN)
    assert "canary" not in f"{key!r} {key!s} {key}"
    try:
        raise ValueError(key)
    except ValueError:
        assert "canary" not in traceback.format_exc()
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_the_last_four_characters_tell_which_key_it_is():
    assert ApiKey("sk-test-1a2b", ORIGIN).last4 == "1a2b"


def test_keys_are_equal_only_for_one_origin():
    assert ApiKey("12345678", ORIGIN) == ApiKey("12345678", ORIGIN)
    assert ApiKey("12345678", ORIGIN) != ApiKey("12345678", "https://else.where:443")
    assert len({ApiKey("12345678", ORIGIN), ApiKey("12345678", ORIGIN)}) == 1


def test_a_whole_page_is_no_key_and_not_searched_for_one():
    with pytest.raises(AppError):
        ApiKey.parse("Bearer " * 500_000 + "sk-test-12345678", ORIGIN)
