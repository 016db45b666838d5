"""Start, check or pack the app, from a fresh checkout: `python3 dev.py run`, `test`, `package`.

Sets up what is missing, once: `.venv` with the locked dependencies, and on Debian and Ubuntu the
system libraries. Needs nothing but Python itself.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST = (3, 11)

# Debian packages: what a window needs, and what only the checks need (libgomp1: llama.cpp;
# strace: the torture tests; chromium, LibreOffice and poppler-utils open the documents that are
# written).
WINDOW = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon0 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 "
    "libx11-xcb1 libwayland-client0 libwayland-cursor0 libwayland-egl1 "
)
CHECKS = (
    "at-spi2-core chromium dbus fonts-dejavu-core fonts-droid-fallback gir1.2-atspi-2.0 "
    "gnome-keyring libgomp1 libreoffice-writer-nogui poppler-utils python3-gi strace xauth xvfb"
)

# What the pictures of the guide are written in, on every machine.
GUIDE = "fonts-dejavu-core fonts-inter"

# What only packing needs. PyInstaller wants Python as a library; the
# others are for their notices, which belong to what is packed.
PACKING = (
    "binutils patchelf libpython{}.{} fonts-stix libqt6core6 libqt6svg6 libqt6waylandclient6 "
).format(*sys.version_info)

# What only trying what was packed needs: bare systems, and programs that judge it.
TRYING = (
    "appstream debian-archive-keyring debootstrap desktop-file-utils flatpak-builder lintian "
    "man-db mandoc nsis shellcheck squashfs-tools"
)

USAGE = """usage: python3 dev.py run [arguments of the app]
       python3 dev.py test      format, lint, types, imports, tests
       python3 dev.py package [deb|tarball|appimage|windows|macos|flatpak ...]    what can be made
       python3 dev.py package --check    make it, install it on bare systems, try it there
       python3 dev.py guide     take the guide's pictures anew, and write docs/; --pages: only docs/
       python3 dev.py setup     only prepare what `test` needs"""

NEEDS_NO_WINDOW = {"--help", "-h", "--version", "--self-test"}

# One more than there are cores: the stories of the window wait for a third of their time.
WORKERS = str((os.cpu_count() or 1) + 1)
RUN_IMPORT_LINTER = "from importlinter.cli import lint_imports_command as check; check()"
STAGES = (
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("imports", ["-c", RUN_IMPORT_LINTER]),
    ("tests", ["-m", "pytest", "-n", WORKERS, "--dist", "worksteal", "-m", "not alone"]),
    ("alone", ["-m", "pytest", "-m", "alone"]),
)


def main(arguments):
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    takes_more = command in ("run", "package", "guide")
    if command not in ("run", "test", "package", "guide", "setup") or (rest and not takes_more):
        sys.exit(USAGE)
    if not PYTHON.exists():
        require_python()
    packages = {"run": WINDOW, "package": f"{WINDOW} {CHECKS} {PACKING}", "guide": WINDOW + GUIDE}
    if "--check" in rest:
        packages["package"] += f" {TRYING}"
    set_up_system(packages.get(command, WINDOW + CHECKS).split())
    set_up_python()
    if command == "run":
        run(rest)
    if command in ("package", "guide"):
        sys.exit(package(rest, "installers" if command == "package" else "guide"))
    fetch_examples()
    if command == "test":
        sys.exit(test())


def set_up_system(wanted):
    """Install missing packages as root; as anyone else say how, and go on."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps the part of Python that puts pip into an environment in its own package.
        wanted = ["python{}.{}-venv".format(*sys.version_info), *wanted]
    stamp, content = VENV / "system-ready", " ".join(wanted)
    if stamp.is_file() and stamp.read_text().startswith(content):
        return
    missing = missing_packages(wanted)
    if missing and os.geteuid() != 0:
        say("Some system libraries are missing. To install them:")
        say("  sudo apt-get install --no-install-recommends " + " ".join(missing))
        return
    if missing:
        say("Installing system libraries: " + " ".join(missing))
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        for step in (["apt-get", "update", "-qq"], install):
            done = subprocess.run(step, env=environment, check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            say("That failed; going on without them.")
            return
    if VENV.is_dir():  # else the next start looks once more
        stamp.write_text(content)


def missing_packages(wanted):
    form = "${db:Status-Status} ${Package} ${Provides}\n"
    listing = subprocess.check_output(["dpkg-query", "-W", "-f", form], encoding="utf-8")
    there = set()
    for line in listing.splitlines():
        status, *names = line.replace(",", " ").split()
        if status == "installed":
            there.update(names)
    return [name for name in wanted if name not in there]


def set_up_python():
    stamp = VENV / "ready"
    if stamp.is_file() and stamp.read_text() == fingerprint():
        return
    say("Setting up .venv; this happens once and takes about a minute.")
    if not is_healthy():
        make_environment()
    elif not works("import pip"):
        call("-m", "ensurepip", "--default-pip")
    pip = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    call(*pip, "--only-binary=:all:", "--require-hashes", "-r", str(LOCK))
    call(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamp.write_text(fingerprint())


def fingerprint():
    """Changes with whatever makes the environment out of date, also when the folder is moved."""
    content = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return "\n".join([hashlib.sha256(content).hexdigest(), str(ROOT), os.path.realpath(PYTHON)])


def is_healthy():
    """False also where a system upgrade put a newer Python under an old environment."""
    return works(
        "import os, sys, sysconfig\n"
        f"assert sys.version_info >= {OLDEST} and os.path.isdir(sysconfig.get_path('purelib'))"
    )


def require_python():
    if sys.version_info < OLDEST:
        versions = (*OLDEST, *sys.version_info[:2])
        sys.exit("This needs Python {}.{} or newer, and was started by {}.{}.".format(*versions))


def make_environment():
    require_python()
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python cannot make environments: its part named ensurepip is missing.")
    # From inside an environment, venv itself goes back to the Python behind it.
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def works(code):
    if not PYTHON.exists():
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run([str(PYTHON), "-c", code], check=False, **quiet).returncode == 0


def call(*arguments):
    done = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("Setting up failed: " + " ".join(arguments))


def fetch_examples():
    """What the CommonMark tests compare with; away from continuous integration they can do without.

    There the tests fail if it is missing.
    """
    done = subprocess.run(
        [str(PYTHON), "-m", "tests.text.commonmark_examples"], cwd=ROOT, check=False
    )
    if done.returncode:
        say("The examples of the CommonMark specification are missing; going on without them.")


def run(arguments):
    """Hand over to the app; without a display it checks itself instead."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    chosen = os.environ.get("QT_QPA_PLATFORM") or NEEDS_NO_WINDOW.intersection(arguments)
    if sys.platform.startswith("linux") and not shown and not chosen:
        say("There is no display here, so the app checks itself instead (--self-test).")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        arguments = [*arguments, "--self-test"]
    command = [str(PYTHON), "-m", "promptrun_desktop", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  the arguments are the caller's own


def package(arguments, module):
    """With the modules of `packaging/`, which the app does not know."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    command = [str(PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def test():
    """Every stage, also after one that failed; what a stage said only if it failed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "errors": "replace"}
    failures = 0
    for name, arguments in STAGES:
        print(f"{name:8}", end="", flush=True)
        start = time.monotonic()
        command = [str(PYTHON), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, **output)
        seconds = time.monotonic() - start
        say(f"{seconds:7.1f} s  {'FAILED' if done.returncode else 'ok'}")
        lines = done.stdout.strip().splitlines()
        if done.returncode:
            failures += 1
            say("\n".join(lines))
        elif "pytest" in arguments:
            say(lines[-1])
    return 1 if failures else 0


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
