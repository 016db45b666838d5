"""The command line: options, and what is checked before a window can be made."""

import argparse
from pathlib import Path

from promptrun_desktop import __version__
from promptrun_desktop.app.given_file import given_file
from promptrun_desktop.app.options import KEYRING_SERVICE, Options
from promptrun_desktop.domain.endpoint import PROMPTRUN, BadAddressError, Endpoint
from promptrun_desktop.settings.paths import Profile


def run(arguments: list[str]) -> int:
    options = parse(arguments)
    from promptrun_desktop.app import preflight

    if (sentence := preflight.check()) is not None:
        preflight.tell(sentence)
        return 1
    if options.self_test:
        from promptrun_desktop.app.selftest import run_self_test

        return run_self_test(options)
    from promptrun_desktop.app.start import run_window

    return run_window(options)


def parse(arguments: list[str]) -> Options:
    """Ends the process with a sentence for an option that makes no sense, as argparse does."""
    parser = argparse.ArgumentParser(
        prog="promptrun-desktop",
        description="The desktop chat client for Promptrun.",
        # Half a name would reach options that are for the self-test alone.
        allow_abbrev=False,
    )
    parser.add_argument(
        "file",
        type=_file,
        nargs="?",
        metavar="FILE.promptrun",
        help="a back-up of this app: look into it, and bring its chats in",
    )
    parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data in DIR")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="start with sample answers and a profile that is thrown away",
    )
    parser.add_argument(
        "--endpoint",
        type=_endpoint,
        metavar="URL",
        help=f"use this address for this run instead of {PROMPTRUN.base_url}",
    )
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="try the app's main job in a real window, with sample answers, and exit",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="with --self-test")
    parser.add_argument("--screenshot", type=Path, metavar="FILE.png", help="with --self-test")
    parser.add_argument("--export", type=Path, metavar="FILE.md", help="with --self-test")
    parser.add_argument("--version", action="store_true", help="print versions and exit")
    # For the self-test's second process: write what is shown after a reopening, and exit.
    parser.add_argument("--reopened", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keyring-service", default=KEYRING_SERVICE, help=argparse.SUPPRESS)
    if {"-h", "--help"} & set(arguments):
        parser.epilog = f"Without DIR, your chats are kept in {Profile.default().root}"
    values = vars(parser.parse_args(arguments))
    if values.pop("version"):
        print(versions())
        parser.exit()
    return Options(**values)


def versions() -> str:
    import platform
    import sqlite3

    from PySide6.QtCore import qVersion

    return (
        f"Promptrun Desktop {__version__} · Qt {qVersion()} · "
        f"Python {platform.python_version()} · SQLite {sqlite3.sqlite_version}"
    )


def _file(text: str) -> Path | None:
    return given_file(text) if text else None


def _endpoint(text: str) -> Endpoint:
    try:
        return Endpoint.parse(text)
    except BadAddressError:
        raise argparse.ArgumentTypeError(
            "not an address to send a key to: https, or http on this computer"
        ) from None
