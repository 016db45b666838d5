"""How each product is installed, where it then lies, and how it is removed."""

from dataclasses import dataclass
from pathlib import Path

from installers.check.roots import PERSON, Root
from installers.layout import APP_ID, DIST, NAME, VERSION

_DIST = "/mnt"
_HOME = f"/home/{PERSON}"
_SHOWN = {DIST: _DIST}
CHATS = f"home/{PERSON}/.local/share/{NAME}"


@dataclass(frozen=True)
class Deb:
    product: Path
    name = "deb"
    folder = f"/usr/lib/{NAME}"
    command = f"/usr/bin/{NAME}"
    entry = f"/usr/share/applications/{APP_ID}.desktop"

    def install(self, root: Root) -> None:
        root.install(f"{_DIST}/{self.product.name}", shown=_SHOWN)

    def remove(self, root: Root) -> str:
        """What was said. What it brought along goes too."""
        said = root.run("apt-get", "purge", "-y", "-q", NAME)
        # Not keeping what something else could make use of.
        only = [f"APT::AutoRemove::{each}sImportant=false" for each in ("Recommend", "Suggest")]
        options = [f"--option={each}" for each in only]
        root.run("apt-get", "autoremove", "--purge", "-y", "-q", *options)
        return said


@dataclass(frozen=True)
class Tarball:
    product: Path
    name = "tarball"
    folder = f"{_HOME}/.local/lib/{NAME}"
    command = f"{_HOME}/.local/bin/{NAME}"
    entry = f"{_HOME}/.local/share/applications/{APP_ID}.desktop"

    def install(self, root: Root) -> None:
        """By a person, who then deletes what was unpacked."""
        unpacked = f"{_HOME}/{NAME}-{VERSION}"
        steps = f"cd && tar -xf {_DIST}/{self.product.name} && sh {unpacked}/install.sh"
        _as_person(root, f"{steps} && rm -r {unpacked}")

    def remove(self, root: Root) -> str:
        return _as_person(root, f"sh {self.folder}/uninstall.sh")


def _as_person(root: Root, script: str) -> str:
    return root.run("runuser", "--login", PERSON, "-c", script, shown=_SHOWN)
