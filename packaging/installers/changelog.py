"""The changelog by version: for store pages, and as the notes of a release.

`python -m installers.changelog v1.2.3` prints what is new in it, `--sentence` in one sentence. It
ends with 1 where that is no tag for this version, or where the changelog calls it unreleased.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from installers.layout import ROOT, VERSION

FILE = ROOT / "CHANGELOG.md"


@dataclass(frozen=True, slots=True)
class Entry:
    """A version; `date` is "2026-12-24", or empty for what is not released yet.

    `text` is Markdown, `sentence` and `points` are the same as plain text.
    """

    version: str
    date: str
    text: str
    sentence: str
    points: tuple[str, ...]


def entries(text: str | None = None) -> list[Entry]:
    """The newest first. A heading is `## 1.2.3 (2026-12-24)`, or `(unreleased)`."""
    if text is None:
        text = FILE.read_text(encoding="utf-8")
    found = re.split(r"^## (\S+) \((\S+)\)\n", text, flags=re.MULTILINE)[1:]
    return [
        _entry(version, day, body)
        for version, day, body in zip(found[::3], found[1::3], found[2::3], strict=True)
    ]


def _entry(version: str, day: str, body: str) -> Entry:
    sentence, _, rest = body.strip().partition("\n\n")
    points = re.split(r"^- ", rest, flags=re.MULTILINE)[1:]
    return Entry(
        version,
        "" if day == "unreleased" else day,
        body.strip(),
        _plain(sentence),
        tuple(_plain(point) for point in points),
    )


def _plain(markdown: str) -> str:
    return " ".join(re.sub(r"[*`]", "", markdown).split())


def obstacle(tag: str, newest: Entry) -> str:
    """Why this cannot be released under that tag; empty if it can."""
    if tag != f"v{VERSION}":
        return f"the tag {tag} is not v{VERSION}, which is the version of the program"
    if newest.version != VERSION:
        return f"the changelog begins with {newest.version}, not with {VERSION}"
    if not newest.date:
        return f"the changelog calls {VERSION} unreleased"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="changelog", description=__doc__)
    parser.add_argument("tag")
    parser.add_argument("--sentence", action="store_true")
    asked = parser.parse_args(arguments)
    newest = entries()[0]
    if reason := obstacle(asked.tag, newest):
        print(f"changelog: {reason}", file=sys.stderr)
        return 1
    print(newest.sentence if asked.sentence else newest.text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
