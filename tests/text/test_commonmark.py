"""All examples of the CommonMark specification, as a reader sees them."""

import os

import pytest

from promptrun_desktop.text.blocks import BlockStream, parse

from .commonmark_examples import FILE, examples
from .commonmark_html import expected, shown

# Their numbers in version 0.31.2, each with the reason why it is shown otherwise.
DIFFERENT = {
    12: r"`\[` … `\]` is how models write a formula",
    602: "an address that stands in a text as it is becomes a link, as elsewhere on the web",
    608: "the same",
    611: "the same",
    487: "a link without text and without address shows nothing",
}


@pytest.fixture(autouse=True)
def installed():
    """Skip where the examples were never fetched; CI must have them."""
    if not FILE.exists():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("run python -m tests.text.commonmark_examples, which needs a network")


def test_the_examples_of_the_specification_are_shown_as_it_says():
    all_of_them = examples()
    different = {
        each["example"]
        for each in all_of_them
        if shown(parse(each["markdown"])) != expected(each["html"], each["markdown"])
    }
    assert len(all_of_them) == 652
    assert different == set(DIFFERENT)


def test_the_examples_streamed_are_what_they_are_in_one_piece():
    for each in examples():
        stream = BlockStream()
        for character in each["markdown"]:
            stream.feed(character)
        stream.finish()
        assert stream.blocks == parse(each["markdown"])
