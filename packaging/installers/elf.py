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
    told = subprocess.run(
        ["objdump", "-p", *map(str, files)], capture_output=True, text=True, check=True
    ).stdout
    return read(told)


def read(told: str) -> Needs:
    """`told` is what `objdump -p` prints."""
    libraries = frozenset(re.findall(r"^\s+NEEDED\s+(\S+)$", told, re.MULTILINE))
    # "0x069691b4 0x00 11 GLIBC_2.34", below "required from libc.so.6:".
    versions = frozenset(re.findall(r"^\s+0x\w+ 0x\w+ \d+ (\S+)$", told, re.MULTILINE))
    return Needs(libraries, versions)


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
