"""The bundle for macOS: made there; what it says of itself and what it may do is plain data."""

import plistlib
import subprocess
from pathlib import Path
from typing import Any

import pytest
from installers import macos
from installers.layout import APP_ID, MIME_TYPE, SUFFIX, TITLE, VERSION, system
from installers.products import CannotBuildError

SECRETS = (macos.IDENTITY, *macos.NOTARY)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be run; no secret is set."""
    found: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: found.append(command))
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    return found


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """As PyInstaller leaves it."""
    bundle = tmp_path / f"{TITLE}.app"
    (bundle / "Contents").mkdir(parents=True)
    known = {"CFBundleExecutable": "promptrun-desktop", "CFBundleIdentifier": APP_ID}
    (bundle / "Contents" / "Info.plist").write_bytes(plistlib.dumps(known))
    return bundle


def info(bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = plistlib.loads((bundle / "Contents" / "Info.plist").read_bytes())
    return found


@pytest.mark.skipif(system() == "macos", reason="it can be made here")
def test_elsewhere_it_says_what_it_needs() -> None:
    with pytest.raises(CannotBuildError, match="needs macOS"):
        macos.build()


def test_the_bundle_keeps_what_it_said_and_says_the_rest(app: Path) -> None:
    macos.complete(app)
    said = info(app)
    assert said["CFBundleExecutable"] == "promptrun-desktop"
    assert said["CFBundleDisplayName"] == TITLE
    assert said["CFBundleVersion"] == said["CFBundleShortVersionString"] == VERSION
    assert said["LSMinimumSystemVersion"] == "13.0"
    assert said["NSHighResolutionCapable"] is True


def test_our_files_are_opened_by_the_app_and_have_its_icon(app: Path) -> None:
    macos.complete(app)
    (kind,) = info(app)["UTExportedTypeDeclarations"]
    (opened,) = info(app)["CFBundleDocumentTypes"]
    assert kind["UTTypeTagSpecification"] == {
        "public.filename-extension": [SUFFIX.removeprefix(".")],
        "public.mime-type": [MIME_TYPE],
    }
    assert opened["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    icon = app / "Contents" / "Resources" / opened["CFBundleTypeIconFile"]
    assert icon.read_bytes()[:4] == b"icns"


def test_nothing_of_the_person_is_asked_for() -> None:
    keys = plistlib.loads(macos.INFO.read_bytes())
    assert not [key for key in keys if key.endswith("UsageDescription")]
    assert "CFBundleURLTypes" not in keys
    allowed = plistlib.loads(macos.ENTITLEMENTS.read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_without_a_certificate_it_is_signed_for_no_one(
    commands: list[list[str]], app: Path, tmp_path: Path
) -> None:
    image = tmp_path / "image.dmg"
    macos.sign(app)
    macos.make_image(app, image)
    macos.notarise(image)
    assert commands[0] == ["codesign", "--force", "--sign", "-", str(app)]
    assert [command[0] for command in commands] == ["codesign", "codesign", "hdiutil"]


def test_with_a_certificate_bundle_and_image_are_signed_and_looked_through(
    commands: list[list[str]], app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, f"the {name}")
    image = tmp_path / "image.dmg"
    macos.sign(app)
    macos.make_image(app, image)
    macos.notarise(image)
    signing, _, _, signing_image, submitting, stapling = commands
    assert signing[3] == signing_image[2] == f"the {macos.IDENTITY}"
    assert {"runtime", "--timestamp", str(macos.ENTITLEMENTS)} <= set(signing)
    assert submitting[:3] == ["xcrun", "notarytool", "submit"]
    assert stapling == ["xcrun", "stapler", "staple", str(image)]


def test_the_image_holds_the_bundle_and_where_to_put_it(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, bool] = {}

    def look(command: list[str], check: bool) -> None:
        folder = Path(command[command.index("-srcfolder") + 1])
        seen.update({path.name: path.is_symlink() for path in folder.iterdir()})

    monkeypatch.setattr(subprocess, "run", look)
    monkeypatch.delenv(macos.IDENTITY, raising=False)
    macos.make_image(app, tmp_path / "image.dmg")
    assert seen == {f"{TITLE}.app": False, "Applications": True}
