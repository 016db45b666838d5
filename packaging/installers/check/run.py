"""`--check`: makes what can be made here, looks at it, installs it on bare systems and tries it."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from installers import products
from installers.check import archive, backup, statics
from installers.check.installed import Deb, Tarball
from installers.check.roots import ROOTS, SUITES, Suite
from installers.check.sheet import ImpossibleError, Sheet
from installers.check.trial import PICTURES, Trial
from installers.layout import system
from installers.products import CannotBuildError

_INSTALLABLE = {"deb": Deb, "tarball": Tarball}


def check() -> int:
    sheet, start = Sheet(), time.monotonic()
    with _alone(), ThreadPoolExecutor(len(SUITES) + 1) as pool:
        systems = suites(sheet, pool)
        made = _build(sheet)
        looked = pool.submit(statics.check, sheet, made)
        tries = [pool.submit(_try, suite, made, sheet) for suite in systems]
        for each in (looked, *tries):
            each.result()
    minutes = (time.monotonic() - start) / 60
    print(f"{minutes:.1f} minutes. Pictures are in {PICTURES}.", flush=True)
    for name in sheet.failed:
        print(f"FAILED {name}")
    return 1 if sheet.failed else 0


@contextmanager
def _alone() -> Iterator[None]:
    """Two checks would try their programs in the same folders."""
    if system() == "windows":
        yield
        return
    import fcntl

    ROOTS.mkdir(parents=True, exist_ok=True)
    with (ROOTS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(sheet: Sheet) -> dict[str, list[Path]]:
    made = {}
    for name in products.PRODUCTS:
        with sheet.line(f"{name} made") as remarks:
            try:
                made[name] = products.build(name)
            except CannotBuildError as reason:
                if name in _INSTALLABLE and system() == "linux":
                    raise
                raise ImpossibleError(str(reason)) from reason
            remarks += [f"{each.name}, {each.stat().st_size / 1e6:.1f} MB" for each in made[name]]
    return made


def suites(sheet: Sheet, pool: ThreadPoolExecutor) -> list[Future[Suite]]:
    """They are being made while products are."""
    with sheet.line("bare systems"):
        if reason := _obstacle():
            # Continuous integration must not pass by leaving something out.
            raise RuntimeError(reason) if os.environ.get("CI") else ImpossibleError(reason)
        source = archive.of_this_machine()
        return [pool.submit(_prepare, Suite(name, source), sheet) for name in SUITES]
    return []


def _obstacle() -> str:
    if not shutil.which("apt-get"):
        return "installing is tried where apt is: on Debian or Ubuntu"
    if os.geteuid() != 0:
        return "making systems and installing on them needs root (sudo python3 dev.py …)"
    return "" if shutil.which("debootstrap") else "needs debootstrap"


def _prepare(suite: Suite, sheet: Sheet) -> Suite:
    with sheet.line(f"{SUITES[suite.name]}: bare system", needed=True) as remarks:
        remarks.append(suite.prepare())
    return suite


def _try(suite: Future[Suite], made: dict[str, list[Path]], sheet: Sheet) -> None:
    """Each product in turn; the releases side by side."""
    try:
        prepared = suite.result()
    except Exception:  # noqa: BLE001
        # It has its line.
        return
    kept = backup.write(PICTURES / prepared.name / "kept.promptrun")
    for name, installable in _INSTALLABLE.items():
        if name in made:
            Trial(prepared, installable(made[name][0]), sheet, kept).run()
