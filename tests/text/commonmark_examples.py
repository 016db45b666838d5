"""The examples of the CommonMark specification, out of the source of a development dependency.

markdown-it-py (MIT) carries them in its source distribution, not in what pip installs. `dev.py`
sets them up by running `python -m tests.text.commonmark_examples`, which fetches that source in the
version and with the hash of the lock, and keeps the one file beside the installed packages.
"""

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FILE = Path(sys.prefix) / "share" / "commonmark" / "commonmark.json"
_LOCK = Path(__file__).parents[2] / "packaging" / "requirements.lock"
_LOCKED = re.compile(r"^markdown-it-py==.*(?:\n    .*)*", re.MULTILINE)
_INSIDE = "tests/test_cmark_spec/commonmark.json"


def examples():
    """Each a dict with its `example` number, `section`, `markdown` and `html`."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def install():
    """Raises CalledProcessError where the source cannot be fetched."""
    if FILE.exists():
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = folder / "wanted.txt"
        wanted.write_text(_LOCKED.search(_LOCK.read_text(encoding="utf-8"))[0] + "\n")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        source = ["--no-binary", "markdown-it-py", "--dest", name, "-r", str(wanted)]
        subprocess.run([*pip, *source], check=True)
        (archive,) = folder.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            (member,) = (each for each in packed.getmembers() if each.name.endswith(_INSIDE))
            text = packed.extractfile(member).read()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(text)


if __name__ == "__main__":
    try:
        install()
    except subprocess.CalledProcessError:
        sys.exit(1)  # pip has said why
