"""Makes `.endpoint/`: llama.cpp in an environment of its own, and a model of random weights.

    python tests/endpoint/install.py

Needs nothing but Python. Returns at once when what is there is up to date.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / ".endpoint"
MODEL = FOLDER / "nonsense.gguf"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = FOLDER / "made-from"


def wanted() -> str:
    """What the folder is made from: it is made again when any of this changes."""
    sources = (HERE / "requirements.lock", HERE / "make_model.py")
    content = b"".join(source.read_bytes() for source in sources)
    return (
        f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(content).hexdigest()}"
    )


def is_ready() -> bool:
    made = STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted()
    return made and PYTHON.exists() and MODEL.is_file()


def install() -> None:
    STAMP.unlink(missing_ok=True)
    venv.create(FOLDER, clear=True, with_pip=True)
    lock = str(HERE / "requirements.lock")
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--only-binary=:all:", "--require-hashes", "-r", lock)  # fmt: skip
    run(str(HERE / "make_model.py"), str(MODEL))
    STAMP.write_text(wanted(), encoding="utf-8")


def run(*arguments: str) -> None:
    subprocess.run([str(PYTHON), *arguments], check=True)


def main() -> None:
    if not is_ready():
        install()
    sys.stdout.write("The test endpoint is ready.\n")


if __name__ == "__main__":
    main()
