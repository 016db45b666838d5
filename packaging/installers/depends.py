"""Which Debian packages a folder of programs needs: what its files link, and what they open."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from installers import elf

# Debian 13 renamed what was built for times after 2038; the other name is that of Debian 12.
RENAMED = frozenset({"libcups2", "libglib2.0-0", "libssl3", "libpng16-16", "libcurl4"})
# Found at runtime, by the name of a file: the certificates that https trusts.
OPENED = ("ca-certificates",)
# The loader and its like come with the C library.
_OF_LIBC = re.compile(r"ld-linux|lib(c|m|dl|pthread|rt|resolv|util)\.so")


def depends(folder: Path) -> list[str]:
    """As `Depends` wants them, sorted."""
    files = elf.elf_files(folder)
    needs = elf.needs(files)
    own = {each.name for each in folder.rglob("*")}
    foreign = sorted(each for each in needs.libraries - own if not _OF_LIBC.match(each))
    floors = {
        "libc6": elf.newest(needs.versions, "GLIBC"),
        "libstdc++6": gcc_of(elf.newest(needs.versions, "GLIBCXX")),
    }
    return sorted(
        {alternatives(each, floors.get(each, "")) for each in ("libc6", *owners(foreign), *OPENED)}
    )


def owners(libraries: Iterable[str]) -> set[str]:
    """The packages of this machine that hold them, by the names of Debian 12."""
    paths = _paths()
    found = set()
    for library in libraries:
        if library not in paths:
            raise LookupError(f"{library} is not installed here")
        found.add(owner(paths[library]).removesuffix("t64"))
    return found


def alternatives(package: str, floor: str) -> str:
    least = f" (>= {floor})" if floor else ""
    if package in RENAMED:
        return f"{package}t64{least} | {package}{least}"
    return f"{package}{least}"


def gcc_of(version: str) -> str:
    """The first GCC whose C++ library has that version of its symbols."""
    # https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html
    table = {"3.4.28": "9", "3.4.29": "11", "3.4.30": "12", "3.4.31": "13", "3.4.32": "13.2"}
    return table.get(version, "9" if version else "")


def _paths() -> dict[str, Path]:
    told = subprocess.check_output(["/sbin/ldconfig", "-p"], text=True)
    listed = re.findall(r"^\s+(\S+) \(libc6,x86-64[^)]*\) => (\S+)$", told, re.MULTILINE)
    listed += re.findall(r"^\s+(\S+) \(libc6,AArch64[^)]*\) => (\S+)$", told, re.MULTILINE)
    return {name: Path(path) for name, path in reversed(listed)}


def owner(path: Path) -> str:
    # What links name may be known by either of two folders, since /lib became one with /usr/lib.
    for each in dict.fromkeys((path, path.resolve(), Path("/usr", *path.parts[1:]))):
        found = subprocess.run(
            ["dpkg-query", "-S", str(each)], capture_output=True, text=True, check=False
        )
        if found.returncode == 0:
            return found.stdout.partition(":")[0]
    raise LookupError(f"no package holds {path}")
