"""What Linux programs and libraries ask of a system, read with binutils."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Needs:
    """`libraries` are names as the loader looks for them; `versions` are the symbol versions wanted
    of them, such as GLIBC_2.34."""

    libraries: frozenset[str]
    versions: frozenset[str]


def elf_files(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.rglob("*")) if _is_elf(each)]


def needs(files: Iterable[Path]) -> Needs:
    return read(headers(files))


def headers(files: Iterable[Path]) -> str:
    command = ["objdump", "-p", *map(str, files)]
    if len(command) == 2:
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read(told: str) -> Needs:
    """`told` is what `objdump -p` prints."""
    libraries = frozenset(re.findall(r"^\s+NEEDED\s+(\S+)$", told, re.MULTILINE))
    # "0x069691b4 0x00 11 GLIBC_2.34", below "required from libc.so.6:".
    versions = frozenset(re.findall(r"^\s+0x\w+ 0x\w+ \d+ (\S+)$", told, re.MULTILINE))
    return Needs(libraries, versions)


def foreign_paths(told: str) -> list[str]:
    """Of what `objdump -p` prints: folders searched for libraries, wherever the file lies."""
    found = re.findall(r"^\s+(?:RPATH|RUNPATH)\s+(\S+)$", told, re.MULTILINE)
    paths = [path for line in found for path in line.split(":")]
    return [path for path in paths if not path.startswith("$ORIGIN")]


def forget_foreign_paths(folder: Path) -> None:
    """A Python that was built into a folder of its own looks for its libraries there."""
    for each in elf_files(folder):
        if foreign_paths(headers([each])):
            subprocess.run(["patchelf", "--remove-rpath", str(each)], check=True)


def newest(versions: Iterable[str], name: str) -> str:
    """Of GLIBC_2.4 and GLIBC_2.34 the second, as "2.34"; "" without any."""
    found = [
        each.removeprefix(f"{name}_") for each in versions if re.fullmatch(rf"{name}_[\d.]+", each)
    ]
    return max(found, key=lambda each: [int(part) for part in each.split(".")], default="")


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
