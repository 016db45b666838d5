"""Which libraries the programs of a bundle find in a root, and which they do not."""

import re

from installers.check.roots import Root
from installers.check.sheet import CheckError

# Of a library that is not there, ldd says so; of one that is, where.
_LINE = re.compile(r"^\s+(\S+) => (not found|/\S+)", re.MULTILINE)
_LOOK = """
cd "$1" || exit 1
find . -type f \\( -name '*.so*' -o -perm /111 \\) | while read -r each; do
    head -c 4 "$each" | grep -q ELF && LD_LIBRARY_PATH="$1/_internal" ldd "$each"
done
true
"""


def parse(said: str) -> tuple[set[str], set[str]]:
    """The names that are missing, and the paths that were found."""
    pairs = _LINE.findall(said)
    missing = {name for name, place in pairs if place == "not found"}
    return missing, {place for _, place in pairs if place != "not found"}


def check(root: Root, folder: str) -> str:
    """A remark on what the bundle takes from the system. Raises CheckError."""
    missing, found = parse(root.run("sh", "-c", _LOOK, "sh", folder))
    if missing:
        raise CheckError("not found: " + ", ".join(sorted(missing)))
    if not found:
        raise CheckError(f"no program was found in {folder}")
    outside = [each for each in found if not each.startswith(folder)]
    return f"{len(found)} libraries, {len(outside)} of the system’s"


def packages(root: Root, folder: str) -> list[str]:
    """Whose libraries the bundle takes, those of libc apart."""
    _, found = parse(root.run("sh", "-c", _LOOK, "sh", folder))
    outside = sorted(each for each in found if not each.startswith(folder))
    # Since /usr was merged, dpkg knows libraries under either name.
    both = [*outside, *(f"/usr{each}" for each in outside)]
    said = root.run("sh", "-c", 'dpkg-query -S "$@" 2>/dev/null || true', "sh", *both)
    owners = {line.split(":")[0] for line in said.splitlines()}
    return sorted(owners - {"libc6"})
