"""Bare Debian systems in folders: made by debootstrap, copied for each trial, entered, deleted."""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installers.check import archive
from installers.check.archive import Archive
from installers.layout import BUILD

ROOTS = BUILD / "roots"
SUITES = {"bookworm": "Debian 12", "trixie": "Debian 13"}
# An app must never be tried as root: this one uses it.
PERSON = "person"
_ENTER = Path(__file__).with_name("enter.sh")
_OLDEST = 3 * 24 * 3600.0
_DEBS = "/var/cache/apt/archives"

# What a system with a desktop has anyhow and a bare one has not: it reads .desktop files and kinds
# of files, draws on whatever there is, prints, unpacks, and has letters.
HOME = (
    "ca-certificates desktop-file-utils fonts-dejavu-core libcups2 libdbus-1-3 libegl1 "
    "libfontconfig1 libgl1 libglib2.0-bin libwayland-cursor0 libx11-xcb1 libxkbcommon0 "
    "shared-mime-info xdg-utils xz-utils"
)
# The desktop itself; it never lies in one root with the program.
DESKTOP = "dbus gnome-keyring openbox python3 weston wmctrl xdotool xvfb"


class RootError(Exception):
    """A command inside failed; the text is the end of what it said."""


@dataclass(frozen=True, slots=True)
class Root:
    path: Path
    debs: Path

    def start(
        self, *command: str, shown: Mapping[Path, str] | None = None, network: bool = False
    ) -> "subprocess.Popen[str]":
        """`shown` are folders from outside and where they are seen inside."""
        seen = {**(shown or {}), self.debs: _DEBS}
        binds = [str(each) for pair in seen.items() for each in pair]
        enter = ["unshare", "--mount", "--propagation=unchanged", "--pid", "--fork"]
        enter += ["--kill-child", *([] if network else ["--net"])]
        return subprocess.Popen(
            [*enter, "sh", str(_ENTER), str(self.path), *binds, "--", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def run(
        self, *command: str, shown: Mapping[Path, str] | None = None, network: bool = False
    ) -> str:
        """What it said. Raises RootError."""
        process = self.start(*command, shown=shown, network=network)
        said, _ = process.communicate()
        self.leave()
        if process.returncode:
            end = "\n".join(said.strip().splitlines()[-15:])
            raise RootError(f"{' '.join(command)[:200]} ended with {process.returncode}\n{end}")
        return said

    def install(self, *packages: str, shown: Mapping[Path, str] | None = None) -> str:
        apt = ("apt-get", "install", "-y", "-q", "--no-install-recommends")
        return self.run(*apt, *packages, shown=shown, network=True)

    def leave(self) -> None:
        """The mount that may be left where namespaces share theirs."""
        if os.path.ismount(self.path):
            subprocess.run(["umount", "--lazy", self.path], check=False)

    def copy(self, name: str) -> "Root":
        other = Root(self.path.with_name(name), self.debs)
        other.delete()
        copy = ["cp", "--archive", "--reflink=auto"]
        subprocess.run([*copy, str(self.path), str(other.path)], check=True)
        return other

    def delete(self) -> None:
        self.leave()
        if self.path.exists():
            shutil.rmtree(self.path)


class Suite:
    """The systems of one release that others are copied from."""

    def __init__(self, name: str, source: Archive) -> None:
        self.name = name
        self._source = source
        self._folder = ROOTS / name
        self._debs = ROOTS / f"{name}-debs"
        self.bare = self._root("bare")
        self.home = self._root("home")
        self.desktop = self._root("desktop")

    def prepare(self) -> str:
        """Make what is missing or old; says which. Raises RootError."""
        stamp = self._folder / "made"
        made = stamp.stat().st_mtime if stamp.is_file() else 0
        if time.time() - made < _OLDEST and stamp.read_text() == self._recipe():
            return "as it was made before"
        for each in (self.bare, self.home, self.desktop):
            each.delete()
        stamp.unlink(missing_ok=True)
        self._debs.mkdir(parents=True, exist_ok=True)
        self._bootstrap()
        self._settle()
        self.bare.copy("home").install(*HOME.split())
        self.bare.copy("desktop").install(*DESKTOP.split())
        stamp.write_text(self._recipe())
        return "made"

    def _root(self, name: str) -> Root:
        return Root(self._folder / name, self._debs)

    def _recipe(self) -> str:
        code = Path(__file__).read_bytes() + Path(archive.__file__).read_bytes()
        return hashlib.sha256(code + repr(self._source).encode()).hexdigest()

    def _bootstrap(self) -> None:
        self.bare.path.mkdir(parents=True)
        command = ["debootstrap", "--variant=minbase", f"--keyring={archive.KEYRING}"]
        command += [f"--cache-dir={self._debs.absolute()}"]
        command += [self.name, str(self.bare.path), self._source.site]
        environment = {**os.environ, **self._source.proxies()}
        done = subprocess.run(
            command, check=False, capture_output=True, encoding="utf-8", env=environment
        )
        if done.returncode:
            raise RootError(f"debootstrap failed: {(done.stdout + done.stderr)[-1500:]}")

    def _settle(self) -> None:
        """The way to the archive is this machine's, and a person lives here."""
        etc = self.bare.path / "etc"
        options = list(self._source.options)
        if self._source.certificates:
            shutil.copyfile(self._source.certificates, etc / "machine-certificates.crt")
            options.append('Acquire::https::CAInfo "/etc/machine-certificates.crt";')
        # It is thrown away: nothing needs to survive a power cut.
        (etc / "dpkg/dpkg.cfg.d/unsafe").write_text("force-unsafe-io\n")
        (etc / "apt/apt.conf.d/machine").write_text(
            "\n".join([*options, 'Acquire::Languages "none";', ""])
        )
        for name in ("resolv.conf", "hosts"):
            if Path("/etc", name).is_file():
                shutil.copyfile(Path("/etc", name), etc / name)
        self.bare.run("apt-get", "update", "-q", network=True)
        self.bare.run("useradd", "--create-home", "--uid", "1000", PERSON)
