"""One file for most Linux desktops: the bundle in an image, behind a program that mounts it.

That program (the "runtime" of the AppImage project) is no part of this one, so the builder names
where it lies.
"""

import os
import shutil
import subprocess
from pathlib import Path

from installers import bundle
from installers.layout import APP_ID, BUILD, DIST, NAME, VERSION, machine, system
from installers.metadata import install_shared
from installers.products import CannotBuildError

RUNTIME = "PROMPTRUN_APPIMAGE_RUNTIME"
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def build() -> list[Path]:
    if system() != "linux":
        raise CannotBuildError("needs Linux")
    runtime = os.environ.get(RUNTIME)
    if not runtime:
        raise CannotBuildError(f"needs the AppImage runtime: its path in {RUNTIME}")
    if shutil.which("mksquashfs") is None:
        raise CannotBuildError("needs mksquashfs, of squashfs-tools")
    folder = BUILD / "appimage" / "AppDir"
    shutil.rmtree(folder.parent, ignore_errors=True)
    lay_out(bundle.make("appimage"), folder)
    DIST.mkdir(exist_ok=True)
    product = DIST / f"{NAME}-{VERSION}-{_MACHINES.get(machine(), machine())}.AppImage"
    pack(folder, Path(runtime), product)
    return [product]


def lay_out(program: Path, folder: Path) -> None:
    """As the AppImage specification wants it: AppRun, one menu entry and its icon at the top."""
    inside = folder / "usr" / "lib" / NAME
    shutil.copytree(program, inside, symlinks=True)
    install_shared(folder)
    share = folder / "usr" / "share"
    shutil.copy(share / "applications" / f"{APP_ID}.desktop", folder)
    shutil.copy(share / "icons/hicolor/scalable/apps" / f"{APP_ID}.svg", folder)
    shutil.copy(share / "icons/hicolor/256x256/apps" / f"{APP_ID}.png", folder / ".DirIcon")
    # The program looks for its parts where it really lies, not where it is started from.
    (folder / "AppRun").symlink_to(Path("usr/lib", NAME, NAME))


def pack(folder: Path, runtime: Path, product: Path) -> None:
    """The same bytes for the same folder: no owners, and the time of the last change."""
    image = product.with_suffix(".squashfs")
    image.unlink(missing_ok=True)
    plain = ["-root-owned", "-noappend", "-no-progress", "-quiet", "-comp", "zstd"]
    changed = str(bundle.last_change())
    plain += ["-mkfs-time", changed, "-all-time", changed]
    # It refuses these options where the environment says a time, too.
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    making = ["mksquashfs", str(folder), str(image), *plain]
    subprocess.run(making, check=True, env=environment)
    product.write_bytes(runtime.read_bytes() + image.read_bytes())
    product.chmod(0o755)
    image.unlink()
