"""The installer for Windows: made there, by NSIS; its script can be tried anywhere."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from installers import bundle, icons
from installers.layout import BUILD, DIST, NAME, PACKAGING, VERSION, system
from installers.products import CannotBuildError

SCRIPT = PACKAGING / "windows" / f"{NAME}.nsi"
ICON = BUILD / "icons" / f"{NAME}.ico"
# A command line that signs the file named after it; without it, nothing is signed.
SIGN = "PROMPTRUN_SIGN_COMMAND"


def build() -> list[Path]:
    if system() != "windows":
        raise CannotBuildError("needs Windows, whose Python and Qt it takes along")
    # The program carries it, too.
    icons.write_ico(ICON)
    payload = bundle.make("windows")
    sign(payload / f"{NAME}.exe")
    DIST.mkdir(exist_ok=True)
    return [compile_installer(payload, DIST / f"{NAME}-{VERSION}-windows-x86_64.exe")]


def compile_installer(payload: Path, product: Path, *more: str) -> Path:
    """`more` goes to makensis. Raises CannotBuildError without it."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder)
        values = {
            "VERSION": VERSION,
            "PAYLOAD": payload,
            "OUTPUT": product,
            "ICON": icons.write_ico(drawn / "program.ico"),
            "BACKUP_ICON": icons.write_backup_ico(drawn / "backup.ico"),
            "SIDE": icons.write_side(drawn / "side.bmp"),
            "SIZE": kibibytes(payload),
        }
        if command := os.environ.get(SIGN):
            values["SIGN"] = command
        given = [f"-D{name}={value}" for name, value in values.items()]
        # A warning is an error: a name that is misspelled is otherwise written as it is.
        asked = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *given, *more, str(SCRIPT)]
        subprocess.run(asked, check=True)
    return product


def makensis() -> str:
    places = os.environ.get("PATH", "")
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        if folder := os.environ.get(variable):
            places += os.pathsep + str(Path(folder) / "NSIS")
    found = shutil.which("makensis", path=places)
    if found is None:
        raise CannotBuildError("needs makensis, of NSIS 3.08 or newer")
    return found


def sign(program: Path) -> None:
    """The command is the builder's own, a line as they would type it."""
    if command := os.environ.get(SIGN):
        subprocess.run(f'{command} "{program}"', shell=True, check=True)  # noqa: S602


def kibibytes(folder: Path) -> int:
    """What Windows shows as the size of the program."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) // 1024
