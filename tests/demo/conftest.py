"""Endpoints that are started for a test and gone after it."""

from collections.abc import Iterator

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint


@pytest.fixture
def demo() -> Iterator[DemoEndpoint]:
    """As fast as possible."""
    endpoint = DemoEndpoint(pace=0)
    endpoint.start()
    yield endpoint
    endpoint.stop()


@pytest.fixture
def unhurried() -> Iterator[DemoEndpoint]:
    """At the pace people see: a reply takes seconds, so that it can be left in the middle."""
    endpoint = DemoEndpoint()
    endpoint.start()
    yield endpoint
    endpoint.stop()
