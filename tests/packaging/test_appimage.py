"""The AppImage: what stands at its top, and that it is the runtime with an image behind it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from installers import appimage
from installers.layout import APP_ID, NAME
from installers.products import CannotBuildError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program = tmp_path / "program"
    program.mkdir()
    (program / NAME).write_text("#!/bin/sh\necho started\n")
    (program / NAME).chmod(0o755)
    appimage.lay_out(program, tmp_path / "AppDir")
    return tmp_path / "AppDir"


def test_without_a_runtime_it_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appimage, "system", lambda: "linux")
    monkeypatch.delenv(appimage.RUNTIME, raising=False)
    with pytest.raises(CannotBuildError, match=appimage.RUNTIME):
        appimage.build()


def test_at_its_top_stand_program_entry_and_icon(folder: Path) -> None:
    top = {path.name for path in folder.iterdir()}
    assert top == {"AppRun", ".DirIcon", f"{APP_ID}.desktop", f"{APP_ID}.svg", "usr"}
    started = subprocess.run([folder / "AppRun"], capture_output=True, text=True, check=True)
    assert started.stdout == "started\n"


@pytest.mark.skipif(shutil.which("mksquashfs") is None, reason="mksquashfs is not installed")
def test_an_image_stands_behind_the_runtime_and_is_the_same_each_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"runtime!")
    made = []
    for name in ("one.AppImage", "two.AppImage"):
        appimage.pack(folder, runtime, tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"runtime!hsqs")
    assert not list(tmp_path.glob("*.squashfs"))
