"""The Flatpak: a folder with everything flatpak-builder needs, made anew each time, and built.

`python -m installers.flatpak` prints the runtimes that have to be installed before.
Where the locked libraries lie is asked of pip at that moment and is written into that folder alone.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

import tomli_w
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installers import bundle, contents, licences
from installers.layout import APP_ID, BUILD, DIST, NAME, PACKAGING, ROOT, VERSION, machine, system
from installers.metadata import install_shared
from installers.products import CannotBuildError

MANIFEST = PACKAGING / "flatpak" / f"{APP_ID}.yml"
LOCK = PACKAGING / "requirements.lock"
FOLDER = BUILD / "flatpak"
# Of the runtime that the manifest names: its Python, and the oldest and newest glibc asked for.
PYTHON = "3.13"
GLIBC = range(17, 43)
# Where a double-clicked bundle finds the runtime, if it is not there yet: a file that is fetched.
RUNTIME_SOURCE = "PROMPTRUN_FLATPAK_RUNTIME_SOURCE"

_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
# What those who develop with a library need of it, and its tests.
_FOR_DEVELOPERS = re.compile(
    r"PySide6/(?:"
    r"Qt/(?:libexec|metatypes|qml|translations)/"
    r"|(?!Qt/|support/)\w+/"
    r"|[a-z][\w-]*$"
    r"|\w+\.json$"
    r"|libpyside6qml"
    r")"
    r"|shiboken6/(?:include|lib)/"
    r"|.*/tests?/"
)


def build() -> list[Path]:
    if system() != "linux":
        raise CannotBuildError("needs Linux")
    for tool in ("flatpak", "flatpak-builder"):
        if shutil.which(tool) is None:
            raise CannotBuildError(f"needs {tool}")
    for name in runtimes():
        known = ["flatpak", "info", name]
        if subprocess.run(known, capture_output=True, check=False).returncode:
            raise CannotBuildError(f"needs {name}: flatpak install {name}")
    manifest = prepare(FOLDER)
    repository = FOLDER / "repository"
    making = ["flatpak-builder", "--force-clean", f"--repo={repository}", "--disable-rofiles-fuse"]
    subprocess.run([*making, str(FOLDER / "build"), str(manifest)], cwd=FOLDER, check=True)
    DIST.mkdir(exist_ok=True)
    product = DIST / f"{NAME}-{VERSION}-{arch()}.flatpak"
    packing = ["flatpak", "build-bundle", str(repository), str(product), APP_ID]
    if source := os.environ.get(RUNTIME_SOURCE):
        packing.append(f"--runtime-repo={source}")
    subprocess.run(packing, check=True)
    return [product]


def runtimes() -> list[str]:
    """What has to be installed to build, as flatpak names it."""
    said = dict(re.findall(r"^([\w-]+): '?([^'\n]+)'?$", MANIFEST.read_text(), re.MULTILINE))
    version = said["runtime-version"]
    return [f"{said[kind]}//{version}" for kind in ("runtime", "sdk")]


def prepare(folder: Path) -> Path:
    """Fill `folder` anew; the manifest in it. Asks pip, which asks its index."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wanted = libraries()
    (folder / "libraries.json").write_text(json.dumps(sources(report(locked(wanted), folder))))
    (folder / "unused.txt").write_text("\n".join(unused(wanted)) + "\n")
    app = folder / "app"
    making = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*making, "--wheel-dir", str(app), str(ROOT)], check=True)
    (app / "added").mkdir()
    constants = tomli_w.dumps(bundle.constants("flatpak", os.environ))
    (app / "added" / "build.toml").write_text(constants, encoding="utf-8")
    licences.write(app / "added", modules_of(wanted), [])
    install_shared(app, prefix=".")
    return Path(shutil.copy(MANIFEST, folder))


def libraries() -> list[str]:
    """What the app needs at run time in that runtime, by name."""
    there = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    found: dict[str, None] = {}

    def add(known: Distribution, extras: Iterable[str]) -> None:
        for line in known.requires or ():
            wanted = Requirement(line)
            name = canonicalize_name(wanted.name)
            if name not in found and _is_needed(wanted.marker, extras, there):
                found[name] = None
                add(distribution(name), wanted.extras)

    add(distribution(NAME), ())
    return sorted(found)


def modules_of(names: Iterable[str]) -> list[str]:
    """What is imported of these libraries, by its first name."""
    wanted = set(names)
    return [
        module
        for module, holders in packages_distributions().items()
        if wanted & {str(canonicalize_name(each)) for each in holders}
    ]


def _is_needed(marker: Marker | None, extras: Iterable[str], there: dict[str, str]) -> bool:
    choices = ("", *extras)
    return marker is None or any(marker.evaluate({**there, "extra": each}) for each in choices)


def locked(names: Iterable[str]) -> str:
    """Their lines of the lock, without conditions: those were answered."""
    blocks = re.split(r"^(?=\S)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    by_name = {canonicalize_name(block.partition("==")[0]): block for block in blocks if block}
    return "".join(re.sub(r" ;[^\n]*?(?= \\\n)", "", by_name[name]) for name in names)


def report(requirements: str, folder: Path) -> dict[str, object]:
    """What pip would fetch for that runtime, and from where; nothing is installed."""
    given = folder / "requirements.txt"
    given.write_text(requirements, encoding="utf-8")
    asked = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    asked += ["--no-deps", "--require-hashes", "--only-binary=:all:", f"--target={folder / 'none'}"]
    asked += ["--implementation=cp", f"--python-version={PYTHON}", "--report=-"]
    asked += [f"--platform=manylinux_2_{minor}_{arch()}" for minor in reversed(GLIBC)]
    asked += [f"--platform=manylinux2014_{arch()}", f"--requirement={given}"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    found: dict[str, object] = json.loads(said)
    return found


def sources(found: dict[str, object]) -> list[dict[str, object]]:
    """As flatpak-builder wants them: each file with its address and what it must contain."""
    return list(_sources(found))


def _sources(found: dict[str, object]) -> Iterator[dict[str, object]]:
    installs = found["install"]
    assert isinstance(installs, list)
    for each in installs:
        fetched = each["download_info"]
        yield {
            "type": "file",
            "url": fetched["url"],
            "sha256": fetched["archive_info"]["hashes"]["sha256"],
            "dest": "wheels",
            "only-arches": [arch()],
        }


def unused(names: Iterable[str]) -> list[str]:
    """Files of these libraries that stay out of every bundle, as they lie beside one another."""
    modules = {f"{name.replace('.', '/')}.abi3.so" for name in contents.UNUSED_MODULES}
    files = (str(each) for name in names for each in distribution(name).files or ())
    return sorted(
        each
        for each in files
        if each in modules or _FOR_DEVELOPERS.match(each) or not contents.is_wanted(each)
    )


def arch() -> str:
    """As Flatpak names processors."""
    return _MACHINES.get(machine(), machine())


if __name__ == "__main__":
    print("\n".join(runtimes()))
