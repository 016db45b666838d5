import pytest

from promptrun_desktop.ui.help.news import is_new, short


@pytest.mark.parametrize(
    ("seen", "version"),
    [("0.1.0", "0.2.0"), ("0.1.3", "0.2.0"), ("0.9.0", "0.10.0"), ("0.9", "1.0")],
)
def test_a_newer_version_is_news(seen, version):
    assert is_new(seen, version)


@pytest.mark.parametrize(
    ("seen", "version"),
    [("", "0.2.0"), ("0.2.0", "0.2.1"), ("0.2.0", "0.2.0"), ("0.3.0", "0.2.0"), ("x", "0.2.0")],
)
def test_a_first_start_a_mended_fault_and_an_older_version_are_none(seen, version):
    assert not is_new(seen, version)


def test_a_version_is_called_by_its_first_two_numbers():
    assert short("0.2.1") == "0.2" and short("1.10.0rc1") == "1.10" and short("odd") == "odd"
