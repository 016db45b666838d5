"""The Flatpak: its list of sources is made when it is built; it asks for what it needs."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from installers import flatpak
from installers.layout import APP_ID, NAME
from installers.products import CannotBuildError
from ruamel.yaml import YAML


@pytest.fixture(scope="module")
def libraries() -> list[str]:
    return flatpak.libraries()


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flatpak, "system", lambda: "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(flatpak.MANIFEST.read_text(encoding="utf-8"))
    return found


def test_elsewhere_it_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flatpak, "system", lambda: "windows")
    with pytest.raises(CannotBuildError, match="needs Linux"):
        flatpak.build()


def test_without_its_tools_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flatpak, "system", lambda: "linux")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CannotBuildError, match="needs flatpak"):
        flatpak.build()


def test_without_its_runtime_it_says_how_to_get_it(
    tools: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = subprocess.CompletedProcess([], returncode=1)
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: absent)
    with pytest.raises(CannotBuildError, match=r"flatpak install org\.freedesktop\.Platform//"):
        flatpak.build()


def test_it_takes_what_the_app_needs_in_that_python(libraries: list[str]) -> None:
    assert {"pyside6-essentials", "shiboken6", "httpx", "keyring", "cryptography"} <= set(libraries)
    assert "socksio" in libraries  # of what is asked for as httpx[socks]
    assert not {"pytest", "hatchling", "pyinstaller"} & set(libraries)
    assert "importlib-metadata" not in libraries  # newer Pythons have it themselves


def test_every_library_is_the_locked_one(libraries: list[str]) -> None:
    text = flatpak.locked(libraries)
    heads = [line for line in text.splitlines() if not line.startswith(" ")]
    assert [head.partition("==")[0] for head in heads] == libraries
    assert not [head for head in heads if ";" in head]
    assert text.count("--hash=sha256:") > len(libraries)


def test_a_source_is_what_pip_would_fetch() -> None:
    found = {
        "install": [
            {
                "download_info": {
                    "url": "file:///one.whl",
                    "archive_info": {"hashes": {"sha256": "c0ffee"}},
                }
            }
        ]
    }
    (source,) = flatpak.sources(found)
    assert source["url"] == "file:///one.whl"
    assert source["sha256"] == "c0ffee"
    assert source["dest"] == "wheels"


def test_what_is_never_loaded_stays_out(libraries: list[str]) -> None:
    out = set(flatpak.unused(libraries))
    lib, plugins = "PySide6/Qt/lib/libQt6{}.so.6", "PySide6/Qt/plugins/platforms/lib{}.so"
    # Under the GPL alone.
    assert lib.format("WaylandCompositor") in out
    assert {lib.format("Quick"), lib.format("Designer"), "PySide6/QtQml.abi3.so"} <= out
    assert {"PySide6/designer", "PySide6/lrelease"} <= out
    kept = {lib.format(name) for name in ("Core", "Gui", "Widgets", "XcbQpa", "WaylandClient")}
    kept |= {plugins.format("qxcb"), plugins.format("qwayland")}
    kept |= {"PySide6/QtCore.abi3.so", "PySide6/__init__.py", "shiboken6/__init__.py"}
    assert not kept & out


def test_it_may_do_what_the_app_does_and_no_more() -> None:
    assert set(manifest()["finish-args"]) == {
        "--share=network",
        "--share=ipc",
        "--socket=wayland",
        "--socket=fallback-x11",
        "--socket=cups",
        "--talk-name=org.freedesktop.secrets",
        "--talk-name=org.freedesktop.Notifications",
        "--env=QT_QPA_PLATFORMTHEME=xdgdesktopportal",
    }


def test_the_manifest_names_the_app_and_the_python_of_its_runtime() -> None:
    found = manifest()
    assert found["id"] == APP_ID
    assert found["command"] == NAME
    commands = "\n".join(each for module in found["modules"] for each in module["build-commands"])
    assert f"lib/python{flatpak.PYTHON}/" in commands
    assert flatpak.runtimes()[0] == f"{found['runtime']}//{found['runtime-version']}"


def test_no_address_is_kept() -> None:
    text = flatpak.MANIFEST.read_text(encoding="utf-8")
    assert "://" not in text
    assert [path.name for path in flatpak.MANIFEST.parent.iterdir()] == [flatpak.MANIFEST.name]


@pytest.mark.skipif(
    shutil.which("flatpak-builder") is None, reason="flatpak-builder is not installed"
)
def test_flatpak_builder_reads_the_manifest_with_its_sources(tmp_path: Path) -> None:
    shutil.copy(flatpak.MANIFEST, tmp_path)
    found = {"type": "file", "url": "https://wheels.example/one.whl", "sha256": "0" * 64}
    (tmp_path / "libraries.json").write_text(json.dumps([{**found, "dest": "wheels"}]))
    shown = subprocess.run(
        ["flatpak-builder", "--show-manifest", flatpak.MANIFEST.name],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert not shown.stderr
    modules = json.loads(shown.stdout)["modules"]
    assert modules[0]["sources"][0]["url"] == found["url"]


def test_the_licences_are_those_of_what_is_taken(libraries: list[str]) -> None:
    modules = set(flatpak.modules_of(libraries))
    assert {"PySide6", "httpx", "keyring", "pygments"} <= modules
    assert not {"pytest", "PyInstaller"} & modules
