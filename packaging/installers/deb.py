"""The package for Debian, Ubuntu and what is made of them: one file for Debian 12 and 13."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from installers import bundle
from installers.depends import depends
from installers.layout import BUILD, DIST, NAME, PACKAGING, VERSION, machine
from installers.metadata import install_shared
from installers.products import CannotBuildError

FOLDER = Path("usr", "lib", NAME)
RECOMMENDS = (
    "gnome-keyring | kwalletmanager | keepassxc",
    "fonts-noto-core | fonts-dejavu-core",
    "xdg-utils",
)
CONTROL = """Package: {name}
Version: {version}
Architecture: {machine}
Maintainer: The Promptrun Desktop authors
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: fonts-noto-cjk
Section: net
Priority: optional
Homepage: https://app.promptrun.ai
Description: desktop chat client for Promptrun
 Promptrun Desktop keeps your conversations with language models on your own
 computer: it is quick, finds what was said, saves it as a document, and keeps
 the key in the password store of the system.
"""


def build() -> list[Path]:
    if not shutil.which("dpkg-deb"):
        raise CannotBuildError("needs Debian or Ubuntu, for dpkg-deb")
    folder = bundle.make("deb")
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(folder, root)
    write_control(root, depends(root / FOLDER))
    DIST.mkdir(exist_ok=True)
    product = DIST / f"{NAME}_{VERSION}_{machine()}.deb"
    pack(root, product)
    return [product]


def lay_out(folder: Path, root: Path) -> None:
    """Everything where it will lie on the computer."""
    target = root / FOLDER
    target.parent.mkdir(parents=True)
    shutil.copytree(folder, target, symlinks=True)
    command = root / "usr" / "bin" / NAME
    command.parent.mkdir()
    command.symlink_to(Path("..", "lib", NAME, NAME))
    install_shared(root)
    _set_modes(root)


def write_control(root: Path, needed: list[str]) -> None:
    place = root / "DEBIAN"
    place.mkdir()
    text = CONTROL.format(
        name=NAME,
        version=VERSION,
        machine=machine(),
        size=installed_kib(root),
        depends=", ".join(needed),
        recommends=", ".join(RECOMMENDS),
    )
    (place / "control").write_text(text, encoding="utf-8")
    (place / "md5sums").write_text(checksums(root), encoding="utf-8")
    script = place / "postrm"
    shutil.copyfile(PACKAGING / "linux" / "postrm", script)
    script.chmod(0o755)


def installed_kib(root: Path) -> int:
    """As dpkg-gencontrol counts: files in whole KiB, everything else as one."""
    total = 0
    for each in root.rglob("*"):
        if "DEBIAN" in each.relative_to(root).parts:
            continue
        plain = each.is_file() and not each.is_symlink()
        total += (each.stat().st_size + 1023) // 1024 if plain else 1
    return total


def checksums(root: Path) -> str:
    lines = []
    for each in sorted(root.rglob("*")):
        name = each.relative_to(root)
        if name.parts[0] != "DEBIAN" and each.is_file() and not each.is_symlink():
            digest = hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {name}\n")
    return "".join(lines)


def pack(root: Path, product: Path) -> None:
    # The times of files are those of the sources, so that the same sources make the same package.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(bundle.last_change())}
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z19", "--build"]
    subprocess.run(
        [*command, str(root), str(product)],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _set_modes(root: Path) -> None:
    """Folders and programs 755, everything else 644, whatever the umask here was."""
    root.chmod(0o755)
    for each in root.rglob("*"):
        if each.is_symlink():
            continue
        runs = each.is_dir() or each.name == NAME
        each.chmod(0o755 if runs else 0o644)
