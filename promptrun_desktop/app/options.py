"""What a start of the app may be asked for."""

from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.domain.endpoint import Endpoint

KEYRING_SERVICE = "Promptrun Desktop"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line; None where nothing was. `file` is absolute."""

    file: Path | None = None
    profile: Path | None = None
    demo: bool = False
    endpoint: Endpoint | None = None
    self_test: bool = False
    report: Path | None = None
    screenshot: Path | None = None
    export: Path | None = None
    reopened: Path | None = None
    keyring_service: str = KEYRING_SERVICE
