import pytest

from promptrun_desktop.formats import FORMATS

from .chats import TEXTS, golden_file, rendered


@pytest.mark.parametrize("key", TEXTS)
def test_a_torturous_chat_is_written_as_it_always_was(key):
    assert rendered(key) == golden_file(key).read_bytes()


@pytest.mark.parametrize("key", TEXTS)
def test_a_document_ends_with_a_line(key):
    assert rendered(key).endswith(b"\n")


def test_every_format_has_its_own_key_and_ending():
    assert all(key == each.key for key, each in FORMATS.items())
    assert len({each.suffix for each in FORMATS.values()}) == len(FORMATS)
