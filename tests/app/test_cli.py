import subprocess
import sys

import pytest

from promptrun_desktop import __version__
from promptrun_desktop.app import preflight
from promptrun_desktop.app.cli import parse, run
from promptrun_desktop.app.options import KEYRING_SERVICE, Options

DOCUMENTED = (
    "--help",
    "FILE.promptrun",
    "--profile DIR",
    "--demo",
    "--endpoint URL",
    "--self-test",
    "--report FILE.json",
    "--screenshot FILE.png",
    "--export FILE.md",
    "--version",
)
HIDDEN = ("--reopened", "--keyring-service")


def test_without_options_nothing_was_asked_for():
    assert parse([]) == Options()
    assert parse([]).keyring_service == KEYRING_SERVICE == "Promptrun Desktop"


def test_the_version_names_the_app_and_what_it_runs_on():
    ended = subprocess.run(
        [sys.executable, "-m", "promptrun_desktop", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    name, qt, python, sqlite = ended.stdout.strip().split(" · ")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert name == f"Promptrun Desktop {__version__}"
    assert qt.startswith("Qt 6.")
    assert python == f"Python {sys.version.split()[0]}"
    assert sqlite.startswith("SQLite 3.")


def test_the_help_tells_every_option_for_people(capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert [each for each in DOCUMENTED if each not in told] == []


def test_the_help_is_silent_about_what_only_the_self_test_uses(capsys):
    with pytest.raises(SystemExit):
        parse(["--help"])
    told = capsys.readouterr().out
    assert [each for each in HIDDEN if each in told] == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "ftp://example.com/v1",
        "http://example.com/v1",
        "https://somebody:secret@example.com/v1",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_no_key_may_go_to_is_refused(capsys, address):
    with pytest.raises(SystemExit) as ended:
        parse(["--endpoint", address])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "not an address to send a key to" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("address", "base_url"),
    [
        ("https://api.example.com/v1", "https://api.example.com/v1"),
        ("https://api.example.com/v1/", "https://api.example.com/v1"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("http://localhost:1234/v1", "http://localhost:1234/v1"),
    ],
)
def test_an_address_is_https_or_on_this_computer(address, base_url):
    endpoint = parse(["--endpoint", address]).endpoint
    assert endpoint is not None
    assert endpoint.base_url == base_url


def test_there_is_no_option_for_a_key(capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["--key", "sk-test-123456789"])
    assert ended.value.code == 2
    assert "--key" in capsys.readouterr().err


def test_a_computer_without_a_screen_is_told_before_a_window_is_made(capsys, monkeypatch):
    monkeypatch.setattr(preflight, "check", lambda: "There is no screen.")
    assert run([]) == 1
    assert capsys.readouterr().err == "There is no screen.\n"
