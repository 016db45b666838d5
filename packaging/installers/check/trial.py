"""One product on one release of Debian: installed, started, tried, removed."""

import hashlib
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from installers.check import inside, linked
from installers.check.backup import TITLE
from installers.check.files import left_over, listing
from installers.check.installed import CHATS, Deb, Tarball
from installers.check.roots import PERSON, SUITES, Root, RootError, Suite
from installers.check.sheet import CheckError, Sheet
from installers.layout import BUILD, PACKAGING

PICTURES = BUILD / "check"
_BACKUP = f"/home/{PERSON}/kept chats.promptrun"
# What a person keeps, and what libraries write for all programs that use them; everything else that
# came must be gone after removing.
_HOME = f"home/{PERSON}"
_KEPT = (CHATS, _BACKUP.lstrip("/"), f"{_HOME}/other", f"{_HOME}/.config/QtProject.conf")
_CACHES = tuple(f"{_HOME}/.cache/{each}" for each in ("fontconfig", "mesa_shader_cache"))


@dataclass(frozen=True, slots=True)
class Trial:
    """`backup` is a file of ours with chats in it."""

    suite: Suite
    product: Deb | Tarball
    sheet: Sheet
    backup: Path

    def run(self) -> None:
        try:
            if isinstance(self.product, Deb):
                self._alone()
            self._at_home()
        except (RootError, CheckError):
            # It has its line; what would follow makes no sense.
            return

    def _alone(self) -> None:
        """With nothing but what it says it needs: a desktop's parts would stand in for it."""
        root = self.suite.bare.copy(f"{self.product.name}-alone")
        try:
            with self._line("installed on a bare system", needed=True):
                self.product.install(root)
            with self._line("every library is there") as remarks:
                remarks.append(linked.check(root, self.product.folder))
            self._session(root, "alone", "x11", "tested")
        finally:
            root.delete()

    def _at_home(self) -> None:
        root = self.suite.home.copy(self.product.name)
        try:
            before = listing(root.path)
            with self._line("installed on a desktop", needed=True):
                self.product.install(root)
            if isinstance(self.product, Tarball):
                with self._line("every library is there") as remarks:
                    remarks.append(linked.check(root, self.product.folder))
                    remarks.append(" ".join(linked.packages(root, self.product.folder)))
            copy = root.path / _BACKUP.lstrip("/")
            copy.write_bytes(self.backup.read_bytes())
            copy.chmod(0o644)
            self._session(root, "Xvfb", "x11", "started", "tested", "opened")
            self._session(root, "weston", "wayland", "started", "tested")
            with self._line("removed") as remarks:
                remarks.append(self._remove(root, before))
        finally:
            root.delete()

    def _session(self, root: Root, where: str, kind: str, *steps: str) -> None:
        """Each step of it is a line."""
        pictures = PICTURES / self.suite.name / self.product.name / where
        pictures.mkdir(parents=True, exist_ok=True)
        for old in pictures.iterdir():
            old.unlink()
        process = self.suite.desktop.start(
            *("env", "PYTHONPATH=/check", "PYTHONDONTWRITEBYTECODE=1"),
            *("python3", "-m", f"{inside.__name__}.session", kind),
            *("--entry", self.product.entry, "--command", self.product.command),
            *("--backup", _BACKUP, "--chat", TITLE, *steps),
            shown={root.path: "/app", PACKAGING: "/check", pictures: "/pictures"},
        )
        said, _ = process.communicate()
        self.suite.desktop.leave()
        waiting = ["session", *steps]
        for line in said.splitlines():
            if not line.startswith("{"):
                continue
            step = json.loads(line)
            waiting.remove(step["name"])
            name = self._name(f"{step['name']}, {where}")
            self.sheet.add(name, step["seconds"], [step["remark"]], step["fault"])
        for name in waiting:
            self.sheet.add(self._name(f"{name}, {where}"), 0, fault="not reached")
        if process.returncode:
            self.sheet.add(self._name(f"the session's end, {where}"), 0, fault=said[-1500:])

    def _remove(self, root: Root, before: set[str]) -> str:
        chats = root.path / CHATS / "chats.sqlite3"
        kept = hashlib.sha256(chats.read_bytes()).digest()
        said = self.product.remove(root)
        if hashlib.sha256(chats.read_bytes()).digest() != kept:
            raise CheckError("the chats are not what they were")
        if CHATS.removeprefix(f"home/{PERSON}/") not in said or "chats" not in said:
            raise CheckError(f"it does not say where the chats are:\n{said[-1000:]}")
        if left := left_over(before, listing(root.path), _KEPT + _CACHES):
            raise CheckError("left behind: " + ", ".join(left[:20]))
        return "the chats are where it says, nothing else is left"

    def _line(self, name: str, *, needed: bool = False) -> AbstractContextManager[list[str]]:
        return self.sheet.line(self._name(name), needed=needed)

    def _name(self, what: str) -> str:
        return f"{SUITES[self.suite.name]}, {self.product.name}: {what}"
