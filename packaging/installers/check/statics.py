"""What can be seen without starting anything: the table of checks, and who runs it."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installers import contents
from installers.check.sheet import CheckError, ImpossibleError, Sheet
from installers.layout import APP_ID, NAME, PACKAGING, ROOT

# Below 160 MB installed and 60 MB to fetch; the limits of the tarball are those of its folder.
_LARGEST = {"deb": 60, "tarball": 60, "folder": 160}
_ICONS = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WORKFLOWS = ROOT / ".github" / "workflows"

# Tags of lintian that are meant to be so.
_MEANT = {
    "malformed-deb-archive": "zstd, which dpkg reads since Debian 12, and lintian later",
    "embedded-library": "Python and Qt bring theirs, which is the point of a bundle",
    "duplicate-font-file": "formulas are drawn with the font that ziafont measured",
    "hardening-no-pie": "PyInstaller's start program is linked like that",
    "library-not-linked-against-libc": "a module of Python's without a call to it",
    "malformed-contact": "its authors have no address to be written to",
    "package-installs-python-bytecode": "a bundle has no Python that would compile it",
    "shared-library-lacks-prerequisites": "modules of Python's and data of ICU's need nothing",
    "syntax-error-in-debian-changelog": "it is the project's own",
}


@dataclass(frozen=True, slots=True)
class Made:
    """`tree` is what the package would put on a computer, `tarball` the archive unpacked."""

    deb: Path
    archive: Path
    tree: Path
    tarball: Path

    @property
    def share(self) -> Path:
        return self.tree / "usr" / "share"


@dataclass(frozen=True, slots=True)
class Look:
    """`needs` are programs; `run` returns a remark and raises CheckError."""

    name: str
    needs: tuple[str, ...]
    run: Callable[[Made], str]


def check(sheet: Sheet, made: dict[str, list[Path]]) -> None:
    if missing := [name for name in ("deb", "tarball") if not made.get(name)]:
        with sheet.line("static checks"):
            raise ImpossibleError("without " + ", ".join(missing))
        return
    with tempfile.TemporaryDirectory() as folder:
        with sheet.line("products unpacked", needed=True):
            unpacked = _unpack(made["deb"][0], made["tarball"][0], Path(folder))
        for look in LOOKS:
            with sheet.line(look.name) as remarks:
                if missing := [each for each in look.needs if not find(each)]:
                    raise CheckError("needs " + ", ".join(missing))
                remarks.append(look.run(unpacked))


def find(program: str) -> str | None:
    """Tools of the project's own environment come first."""
    return shutil.which(program, path=Path(sys.executable).parent) or shutil.which(program)


def say(*command: str | Path, **more: str) -> str:
    """What it said. Raises CheckError where it fails."""
    program, *rest = map(str, command)
    done = subprocess.run(
        [find(program) or program, *rest],
        cwd=ROOT,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **more},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise CheckError(f"{program} ended with {done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


def _unpack(deb: Path, archive: Path, folder: Path) -> Made:
    say("dpkg-deb", "--extract", deb, folder / "tree")
    (folder / "archive").mkdir()
    say("tar", "--extract", "--file", archive, "--directory", folder / "archive")
    return Made(deb, archive, folder / "tree", next((folder / "archive").iterdir()))


def _entry(made: Made) -> str:
    return say("desktop-file-validate", made.share / "applications" / f"{APP_ID}.desktop")


def _metainfo(made: Made) -> str:
    say("appstreamcli", "validate", "--no-net", made.share / "metainfo" / f"{APP_ID}.metainfo.xml")
    # With the entry that it names, as a software centre reads both.
    say("appstreamcli", "validate-tree", "--no-net", made.tree)
    return ""


def _man_page(made: Made) -> str:
    page = made.share / "man" / "man1" / f"{NAME}.1.gz"
    said = say("man", "--warnings", "--local-file", page, MANWIDTH="80", MANROFFSEQ="")
    if "warning" in said or NAME not in said:
        raise CheckError(said[:2000])
    return ""


def _scripts(made: Made) -> str:
    # Names end in .sh but for those that dpkg asks for.
    found = [*PACKAGING.rglob("*.sh"), PACKAGING / "linux" / "postrm", ROOT / ".ci" / "run"]
    say("shellcheck", "--external-sources", *found, *made.tarball.glob("*.sh"))
    return f"{len(found)}"


def _lintian(made: Made) -> str:
    meant = f"--suppress-tags={','.join(_MEANT)}"
    say("lintian", "--fail-on=error,warning", "--allow-root", meant, made.deb)
    return f"but for {len(_MEANT)} tags that are meant"


def _sizes(made: Made) -> str:
    sizes = {
        "deb": made.deb.stat().st_size,
        "tarball": made.archive.stat().st_size,
        "folder": max(_size(made.tree), _size(made.tarball)),
    }
    said = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items())
    if any(size > _LARGEST[name] * 1e6 for name, size in sizes.items()):
        raise CheckError(f"{said}; the limits are {_LARGEST}")
    return said


def _size(folder: Path) -> int:
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return sum(each.stat().st_size for each in files)


def _icons(made: Made) -> str:
    icons = made.share / "icons" / "hicolor"
    wanted = [icons / f"{size}x{size}" / "apps" / f"{APP_ID}.png" for size in _ICONS]
    wanted.append(icons / "scalable" / "apps" / f"{APP_ID}.svg")
    missing = [str(each.relative_to(icons)) for each in wanted if not each.is_file()]
    if missing:
        raise CheckError("missing: " + ", ".join(missing))
    return ""


def _contents(made: Made) -> str:
    folders = (made.tree / "usr" / "lib" / NAME, made.tarball)
    if faults := [fault for each in folders for fault in contents.faults(each)]:
        raise CheckError("\n".join(faults[:20]))
    return "nothing under the GPL alone, nothing of GTK, nothing to debug"


def _copyright(made: Made) -> str:
    text = (made.share / "doc" / NAME / "copyright").read_text(encoding="utf-8")
    # The form of Debian's machine-readable copyright files, version 1.0.
    if not text.startswith("Format: ") or "\nLicense: " not in text:
        raise CheckError("not in the form that Debian reads")
    return ""


def _workflows(_: Made) -> str:
    found = sorted(_WORKFLOWS.glob("*.yml"))
    say("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *found)
    say("zizmor", "--offline", "--no-progress", *found)
    return ", ".join(each.name for each in found)


def _own_tests(_: Made) -> str:
    """Those that are left out where a tool is missing, which here is none."""
    options = ("-n", "0", "-rs", "-p", "no:cacheprovider")
    said = say(
        Path(sys.executable),
        "-m",
        "pytest",
        *options,
        "tests/packaging",
        QT_QPA_PLATFORM="offscreen",
    )
    if "is not installed" in said:
        raise CheckError(said[-2000:])
    return said.strip().splitlines()[-1]


LOOKS = (
    Look("entry among the programs", ("desktop-file-validate",), _entry),
    Look("page of software centres", ("appstreamcli",), _metainfo),
    Look("man page", ("man",), _man_page),
    Look("scripts", ("shellcheck",), _scripts),
    Look("icons in all sizes", (), _icons),
    Look("copyright", (), _copyright),
    Look("what is in the bundles", (), _contents),
    Look("sizes", (), _sizes),
    Look("workflows", ("check-jsonschema", "zizmor"), _workflows),
    Look("Windows, Flatpak, macOS", ("makensis", "flatpak-builder"), _own_tests),
    Look("lintian", ("lintian",), _lintian),
)
