import pytest

from promptrun_desktop.formats import FORMATS

from .chats import golden_file, rendered


@pytest.mark.parametrize("key", FORMATS)
def test_a_torturous_chat_is_written_as_it_always_was(key):
    assert rendered(key) == golden_file(key).read_bytes()


def test_every_format_has_its_own_key_and_ending():
    assert {key: each.suffix for key, each in FORMATS.items()} == {
        "webpage": ".html",
        "markdown": ".md",
    }
    assert all(key == each.key for key, each in FORMATS.items())
