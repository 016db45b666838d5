"""The installer for Windows: made there; its script compiles, and keeps off a person's files."""

import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from installers import windows
from installers.layout import APP_ID, NAME, SUFFIX, TITLE, VERSION, system
from installers.products import CannotBuildError

SCRIPT = windows.SCRIPT.read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in SCRIPT.splitlines() if not line.lstrip().startswith(";")]
needs_makensis = pytest.mark.skipif(
    shutil.which("makensis") is None, reason="makensis is not installed"
)


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    folder = tmp_path / "payload"
    (folder / "_internal").mkdir(parents=True)
    (folder / f"{NAME}.exe").write_bytes(b"MZ" + bytes(3000))
    (folder / "_internal" / "plain").write_bytes(bytes(3000))
    return folder


@pytest.mark.skipif(system() == "windows", reason="it can be made here")
def test_elsewhere_it_says_what_it_needs() -> None:
    with pytest.raises(CannotBuildError, match="needs Windows"):
        windows.build()


def test_without_nsis_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    with pytest.raises(CannotBuildError, match="makensis"):
        windows.makensis()


@needs_makensis
def test_the_script_compiles_without_a_warning(payload: Path, tmp_path: Path) -> None:
    product = windows.compile_installer(payload, tmp_path / "promptrun-installer.exe")
    content = product.read_bytes()
    assert content.startswith(b"MZ")
    for said in (TITLE, VERSION, f"{TITLE} Setup"):
        assert said.encode("utf-16-le") in content
    assert b'level="asInvoker"' in content  # nobody is asked for a password


@needs_makensis
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of Unix")
def test_installer_and_uninstaller_are_signed_where_there_is_a_certificate(
    payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = tmp_path / "signed"
    command = tmp_path / "sign"
    command.write_text(
        f'#!{sys.executable}\nimport sys\nopen("{signed}", "a").write(sys.argv[1] + "\\n")\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(windows.SIGN, str(command))
    product = windows.compile_installer(payload, tmp_path / "promptrun-installer.exe")
    files = signed.read_text().splitlines()
    assert len(files) == 2
    assert files[-1] == str(product)


def test_windows_is_told_the_size_of_what_is_installed(payload: Path) -> None:
    assert windows.kibibytes(payload) == 5


def test_only_what_was_installed_is_removed() -> None:
    whole = {line for line in COMMANDS if line.startswith("RMDir /r")}
    assert whole == {'RMDir /r "$INSTDIR\\_internal"'}


def test_everything_is_written_for_this_person_alone() -> None:
    roots = set(
        re.findall(r"^(?:Write|Delete|Read)Reg\w+ (\w+)", "\n".join(COMMANDS), re.MULTILINE)
    )
    assert roots == {"HKCU"}
    assert "RequestExecutionLevel user" in COMMANDS


def test_everything_that_is_registered_is_taken_back() -> None:
    installing, removing = SCRIPT.split('Section "Uninstall"')
    written = set(
        re.findall(r'WriteReg\w+ HKCU "(\$\{\w+\}(?:\\\$\{BACKUP\}|\\\.promptrun)?)', installing)
    )
    deleted = set(re.findall(r'DeleteRegKey HKCU "([^"]+)"', removing))
    assert written == deleted


def test_no_question_keeps_a_silent_installation_waiting() -> None:
    boxes = [line for line in COMMANDS if line.startswith("MessageBox")]
    assert boxes
    assert all(" /SD ID" in line for line in boxes)


def test_names_are_those_of_the_app() -> None:
    assert f'!define TITLE "{TITLE}"' in COMMANDS
    assert f'!define PROGRAM "{NAME}.exe"' in COMMANDS
    assert f'!define BACKUP "{APP_ID}.backup"' in COMMANDS
    assert f'"${{CLASSES}}\\{SUFFIX}"' in SCRIPT
