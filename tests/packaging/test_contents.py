"""What is taken along into a bundle, and what is found in one that should not be there."""

import pytest
from installers import contents

QT = "_internal/PySide6/Qt"


def whole() -> list[str]:
    """The names of a bundle with nothing wrong in it."""
    return [
        *contents.REQUIRED,
        f"{QT}/lib/libQt6Core.so.6",
        "_internal/libQt6Core.so.6",
        "_internal/PySide6/QtCore.abi3.so",
        "_internal/libpython3.11.so.1.0",
    ]


def test_a_whole_bundle_has_no_faults():
    assert contents.faults_in(whole()) == []


@pytest.mark.parametrize("missing", contents.REQUIRED)
def test_what_the_app_cannot_do_without_is_missed(missing):
    names = [each for each in whole() if each != missing]
    assert contents.faults_in(names) == [f"{missing}: missing"]


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6WaylandCompositor.so.6",
        f"{QT}/lib/libQt6VirtualKeyboard.so.6",
        f"{QT}/lib/libQt6Qml.so.6",
        f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/plugins/sqldrivers/libqsqlite.so",
        f"{QT}/plugins/tls/libqopensslbackend.so",
        f"{QT}/translations/qtbase_de.qm",
        "_internal/PySide6/QtQuick.abi3.so",
        "_internal/PySide6/QtCharts.pyd",
        "_internal/Qt6WaylandCompositor.dll",
        "_internal/QtQml.framework/Versions/A/QtQml",
        "_internal/libgtk-3.so.0",
        "_internal/libgdk_pixbuf-2.0.so.0",
        "_internal/libpangocairo-1.0.so.0",
        "_internal/libstdc++.so.6",
        "_internal/libfontconfig.so.1",
        "_internal/libglib-2.0.so.0",
        "_internal/libX11.so.6",
        "_internal/libQt6Core.so.6.debug",
        "_internal/PySide6/QtCore.pyi",
        "_internal/pip/__init__.py",
        "_internal/pygments/tests/test_it.py",
        "_internal/certifi/cacert.pem",
    ],
)
def test_what_has_no_place_in_a_bundle_is_a_fault_and_not_taken_along(name):
    assert not contents.is_wanted(name)
    (fault,) = contents.faults_in([*whole(), name])
    assert fault.startswith(name)


@pytest.mark.parametrize(
    "name",
    [
        "_internal\\PySide6\\plugins\\platforms\\qwindows.dll",
        "_internal/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "_internal/Qt6Core.dll",
        "_internal/QtWidgets.framework/Versions/A/QtWidgets",
        "_internal/promptrun_desktop/resources/icons/check.svg",
        "_internal/libxcb-cursor.so.0",
    ],
)
def test_what_the_app_uses_on_each_system_is_taken_along(name):
    assert contents.is_wanted(name)


WHEEL = "/work/.venv/lib/python3.11/site-packages/PySide6/Qt/lib/libQt6Core.so.6"
SYSTEM = "/lib/x86_64-linux-gnu"


@pytest.mark.parametrize("bundled", [True, False])
def test_what_came_with_python_and_its_packages_always_goes_along(bundled):
    own = {
        "PySide6/Qt/lib/libQt6Core.so.6": WHEEL,
        "python3.11/lib-dynload/_ssl.so": "/usr/lib/python3.11/lib-dynload/_ssl.so",
        "libpython3.11.so.1.0": f"{SYSTEM}/libpython3.11.so.1.0",
    }
    assert all(contents.goes_along(*each, bundled=bundled) for each in own.items())


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libssl.so.3", "libxkbcommon-x11.so.0"])
def test_what_a_desktop_may_lack_goes_along_where_no_package_manager_sees_to_it(name):
    assert contents.goes_along(name, f"{SYSTEM}/{name}", bundled=True)
    assert not contents.goes_along(name, f"{SYSTEM}/{name}", bundled=False)


@pytest.mark.parametrize(
    "name", ["libfontconfig.so.1", "libxcb.so.1", "libGL.so.1", "libstdc++.so.6", "libxcb-glx.so.0"]
)
def test_what_must_be_one_with_the_system_never_goes_along(name):
    assert not contents.goes_along(name, f"/usr/lib/x86_64-linux-gnu/{name}", bundled=True)


def test_a_folder_is_looked_through(tmp_path, monkeypatch):
    for name in whole():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"1234")
    (tmp_path / "link").symlink_to(contents.NAME)
    assert contents.size_of(tmp_path) == 4 * len(whole())
    (tmp_path / "_internal" / "libgtk-3.so.0").touch()
    (tmp_path / contents.REQUIRED[1]).unlink()
    monkeypatch.setattr(contents, "MOST_INSTALLED", 10)
    gtk, missing, large = contents.faults(tmp_path)
    assert "libgtk-3" in gtk
    assert missing == f"{contents.REQUIRED[1]}: missing"
    assert "MB" in large
