"""The bundle for macOS on a disk image: made there; signed and notarised where there are keys."""

import os
import platform
import plistlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from installers import bundle, icons
from installers.layout import BUILD, DIST, NAME, PACKAGING, TITLE, VERSION, system
from installers.products import CannotBuildError

ICON = BUILD / "icons" / f"{NAME}.icns"
INFO = PACKAGING / "macos" / "info.plist"
ENTITLEMENTS = PACKAGING / "macos" / "entitlements.plist"
# "Developer ID Application: …", in the keychain; without it, the bundle is signed for this Mac.
IDENTITY = "PROMPTRUN_SIGNING_IDENTITY"
# A key of App Store Connect: its file, its name and who gave it.
NOTARY = ("PROMPTRUN_NOTARY_KEY", "PROMPTRUN_NOTARY_KEY_ID", "PROMPTRUN_NOTARY_ISSUER")


def build() -> list[Path]:
    if system() != "macos":
        raise CannotBuildError("needs macOS, whose Python and Qt it takes along")
    icons.write_icns(ICON)
    app = bundle.make("macos").with_name(f"{TITLE}.app")
    complete(app)
    sign(app)
    DIST.mkdir(exist_ok=True)
    image = DIST / f"{NAME}-{VERSION}-macos-{platform.machine()}.dmg"
    make_image(app, image)
    notarise(image)
    return [image]


def complete(app: Path) -> None:
    """Say of the bundle what PyInstaller does not know, and lay the icon of its files beside it."""
    icons.write_backup_icns(app / "Contents" / "Resources" / "backup.icns")
    path = app / "Contents" / "Info.plist"
    known = plistlib.loads(path.read_bytes())
    known |= plistlib.loads(INFO.read_bytes())
    known |= {"CFBundleShortVersionString": VERSION, "CFBundleVersion": VERSION}
    path.write_bytes(plistlib.dumps(known))


def sign(app: Path) -> None:
    """The libraries in it were signed, with the same identity, as they were collected.

    Macs with an Apple processor run nothing unsigned, so without a certificate it is signed with
    none ("-"): then the person is asked once whether to trust it.
    """
    identity = os.environ.get(IDENTITY)
    hardened = ["--options", "runtime", "--timestamp", "--entitlements", str(ENTITLEMENTS)]
    _run("codesign", "--force", "--sign", identity or "-", *(hardened if identity else []), app)
    _run("codesign", "--verify", "--deep", "--strict", app)


def make_image(app: Path, image: Path) -> None:
    """With a link to the folder that the bundle is dragged into."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(app, Path(folder) / app.name, symlinks=True)
        (Path(folder) / "Applications").symlink_to("/Applications")
        asked = ["create", "-volname", TITLE, "-srcfolder", folder, "-fs", "HFS+"]
        _run("hdiutil", *asked, "-format", "ULFO", "-ov", image)
    if identity := os.environ.get(IDENTITY):
        _run("codesign", "--sign", identity, "--timestamp", image)


def notarise(image: Path) -> None:
    """Have Apple look it through, and keep what they answer in the image; skipped without a key."""
    if not os.environ.get(IDENTITY) or not all(os.environ.get(name) for name in NOTARY):
        return
    key, key_id, issuer = (os.environ[name] for name in NOTARY)
    account = ["--key", key, "--key-id", key_id, "--issuer", issuer]
    _run("xcrun", "notarytool", "submit", image, *account, "--wait")
    _run("xcrun", "stapler", "staple", image)


def _run(*command: str | Path) -> None:
    subprocess.run([str(each) for each in command], check=True)
