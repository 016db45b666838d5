"""The app and everything it needs in one folder, made by PyInstaller."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import tomli_w

from installers import elf
from installers.layout import BUILD, NAME, PACKAGING, RESOURCES, ROOT, system

SPEC = PACKAGING / f"{NAME}.spec"
# What a package or a runtime of the system provides; all others bring what a desktop may lack.
ON_SYSTEM_LIBRARIES = ("deb", "flatpak")
_SOURCES = (ROOT / "promptrun_desktop", RESOURCES, PACKAGING)


def make(kind: str) -> Path:
    """The folder, in `build/`; `kind` is what the app will say of itself (`release.Release`).

    PROMPTRUN_UPDATE_ADDRESS and PROMPTRUN_UPDATE_KEY become constants of the bundle.
    """
    work, place = BUILD / "work" / kind, BUILD / "bundle" / kind
    # What an earlier version left there would be taken along.
    for each in (work, place):
        shutil.rmtree(each, ignore_errors=True)
    added = work / "resources"
    added.mkdir(parents=True)
    (added / "build.toml").write_text(tomli_w.dumps(constants(kind, os.environ)), encoding="utf-8")
    libraries = "system" if kind in ON_SYSTEM_LIBRARIES else "bundled"
    environment = {
        **os.environ,
        "PROMPTRUN_LIBRARIES": libraries,
        "PROMPTRUN_ADDED": str(added),
        # The order of what is in a set is the order of what is in an archive.
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(last_change()),
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    command += [f"--workpath={work}", f"--distpath={place}", str(SPEC)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(f"PyInstaller failed:\n{done.stderr}")
    if system() == "linux":
        elf.forget_foreign_paths(place / NAME)
    return place / NAME


def fresh(kind: str) -> Path:
    """The folder as it was made last, and made again where anything in it has changed since."""
    place = BUILD / "bundle" / kind / NAME
    if not place.is_dir() or place.stat().st_mtime < max(map(_changed, _SOURCES)):
        return make(kind)
    return place


def _changed(path: Path) -> float:
    files = (each for each in path.rglob("*.*") if "__pycache__" not in each.parts)
    return max(each.stat().st_mtime for each in (path, *files))


def constants(kind: str, environment: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    return {
        "kind": kind,
        "update_address": environment.get("PROMPTRUN_UPDATE_ADDRESS", ""),
        "update_key": environment.get("PROMPTRUN_UPDATE_KEY", ""),
    }


def last_change() -> int:
    """When what is packed was last changed, in seconds: the same sources make the same files."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    told = ""
    if shutil.which("git"):
        asked = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    # Unpacked from an archive of a version, files have its time.
    return int(told) if told.strip() else int((ROOT / "pyproject.toml").stat().st_mtime)
