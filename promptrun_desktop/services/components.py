"""What this program is made of and under which licences, as far as that is written down here."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from promptrun_desktop.assets import resource
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.text.unicode import clean

if TYPE_CHECKING:
    from importlib import metadata

# As a package, and to people.
OWN_NAME, TITLE = "promptrun-desktop", "Promptrun Desktop"

# Characters. The notices of Qt alone are some hundred thousand.
_LARGEST = 2_000_000
# One line of a million characters takes a text box 20 seconds.
_ENDLESS_LINE = re.compile(r"[^\n]{1000}(?=[^\n])")
_LONGEST_LINE = 80
# As in `httpx[socks]>=0.28,<1` and `socksio==1.*; extra == "socks"`.
_REQUIRED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^]]*)\])?")
_EXTRA = re.compile(r"extra == ['\"]([^'\"]*)")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*", re.IGNORECASE)
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Component:
    """`licence` is a name on one line, `text` all of it; either may be empty."""

    name: str
    version: str
    licence: str
    text: str


class Components:
    """`listed` tells them, ours first, then by name. Files are read in a worker."""

    def __init__(self, tasks: Tasks) -> None:
        self.listed = Signal[[list[Component]]]()
        self._tasks = tasks

    def list(self) -> None:
        self._tasks.start(self._list(), name="list components")

    async def _list(self) -> None:
        self.listed.emit(await asyncio.to_thread(read_components))


def read_components() -> list[Component]:
    """A bundle carries a list of its own; a checkout asks what is installed."""
    found = _bundled(resource("licences", "licences.json")) or list(_installed())
    return sorted(found, key=lambda each: (each.name != TITLE, each.name.lower()))


def _bundled(path: Path) -> list[Component]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            _component(*(str(row.get(name, "")) for name in ("name", "version", "licence", "text")))
            for row in rows
        ]
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return []


def _component(name: str, version: str, licence: str, text: str) -> Component:
    # Some packages give the whole text for a name.
    line = clean(licence.strip().partition("\n")[0])[:_LONGEST_LINE]
    name = TITLE if name == OWN_NAME else clean(name)
    text = _ENDLESS_LINE.sub(r"\g<0>\n", clean(text)[:_LARGEST])
    return Component(name, clean(version), line, text.strip("\n"))


def _installed() -> Iterator[Component]:
    """This program and all that it requires, and what that requires."""
    # 20 ms that nobody waits for at the start.
    from importlib import metadata

    waiting, known = [(OWN_NAME, "")], set[str]()
    while waiting:
        name, extras = waiting.pop()
        name = re.sub(r"[-_.]+", "-", name).lower()
        if name in known:
            continue
        known.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # For another system or another Python.
            continue
        for each in found.requires or ():
            extra, match = _EXTRA.search(each), _REQUIRED.match(each)
            if match and (extra is None or extra[1] in extras.split(",")):
                waiting.append((match[1], match[2] or ""))
        about = found.metadata
        yield _component(about["Name"], found.version, _licence(about), _text(found))


def _licence(about: "metadata.PackageMetadata") -> str:
    told = about.get_all("License-Expression") or about.get_all("License") or []
    if told and told[0].strip() and told[0] != "UNKNOWN":
        return str(told[0])
    classifiers = about.get_all("Classifier") or []
    return ", ".join(
        each.removeprefix(_CLASSIFIER) for each in classifiers if each.startswith(_CLASSIFIER)
    )


def _text(found: "metadata.Distribution") -> str:
    texts = []
    for each in found.files or ():
        if ".dist-info" in str(each) and _LICENCE_FILE.fullmatch(each.name):
            try:
                texts.append(each.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
    return "\n\n".join(texts)
