"""What somebody who helps asks for: versions, and nothing of the person or the computer's names."""

import platform
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from promptrun_desktop import __version__


@dataclass(frozen=True, slots=True)
class Facts:
    """`kind` as in `release`, empty for a checkout; `folder` is where the chats are."""

    kind: str
    sqlite: str
    folder: Path

    def lines(self) -> list[str]:
        """For copying, in English wherever the app is: they are for those who made it."""
        kind = f" ({self.kind})" if self.kind else ""
        system = f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"
        return [
            f"Promptrun Desktop {__version__}{kind}",
            f"Qt {qVersion()}, {QGuiApplication.platformName()}",
            f"Python {platform.python_version()}",
            f"SQLite {self.sqlite}",
            system,
        ]
