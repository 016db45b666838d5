"""The folder for every Linux: runs where it is unpacked, or installs itself with `install.sh`."""

import lzma
import shutil
import tarfile
from pathlib import Path

from installers import bundle
from installers.layout import BUILD, DIST, NAME, PACKAGING, VERSION, machine, system
from installers.metadata import install_shared
from installers.products import CannotBuildError

SCRIPTS = ("install.sh", "uninstall.sh")
# As everybody but Debian names processors.
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def build() -> list[Path]:
    if system() != "linux":
        raise CannotBuildError("needs Linux")
    folder = bundle.make("tarball")
    root = BUILD / "tarball" / f"{NAME}-{VERSION}"
    shutil.rmtree(root.parent, ignore_errors=True)
    lay_out(folder, root)
    DIST.mkdir(exist_ok=True)
    kind = _MACHINES.get(machine(), machine())
    product = DIST / f"{NAME}-{VERSION}-linux-{kind}.tar.xz"
    pack(root, product, bundle.last_change())
    return [product]


def lay_out(folder: Path, root: Path) -> None:
    """The program as it was made, what desktops show of it in `share`, and the two scripts."""
    shutil.copytree(folder, root, symlinks=True)
    install_shared(root, prefix=".", program="@PROGRAM@")
    for name in SCRIPTS:
        shutil.copyfile(PACKAGING / "linux" / name, root / name)
        (root / name).chmod(0o755)


def pack(root: Path, product: Path, changed: int) -> None:
    """`changed` becomes the time of every file: the same sources make the same bytes."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = changed
        runs = entry.isdir() or bool(entry.mode & 0o100)
        entry.mode = 0o755 if runs else 0o644
        return entry

    with (
        lzma.open(product, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(root, arcname=root.name, recursive=False, filter=plain)
        for each in sorted(root.rglob("*")):
            archive.add(each, Path(root.name, each.relative_to(root)), False, filter=plain)
