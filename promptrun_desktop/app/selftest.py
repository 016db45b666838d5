"""`--self-test`: a person's first conversation, driven through the real window, and its report."""

import asyncio
import json
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from promptrun_desktop.app.first_paint import FirstPaint
from promptrun_desktop.app.journey import FailedStepError, Journey
from promptrun_desktop.app.options import Options
from promptrun_desktop.app.start import Parts, make_desktop, make_parts, run_loop, show
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.errors import KeyringError
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.settings.secrets import KeyStore

# Of the time that sample answers take otherwise: fast, and still seen to be written.
PACE = 0.4
# Seconds after which a machine is not slow but stuck.
LIMIT = 180


class Report:
    """Prints each step as it ends and keeps it for the file."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.first_paint_ms: float | None = None

    @property
    def ok(self) -> bool:
        return bool(self.steps) and all(step["ok"] for step in self.steps)

    async def step(self, name: str, work: Callable[[], Awaitable[str | None]]) -> None:
        """Run one step; its answer is a remark. Raises FailedStepError when it fails."""
        print(f"· {name}", flush=True)
        started, remark, ok = time.monotonic(), None, False
        try:
            remark, ok = await work(), True
        except (FailedStepError, TimeoutError) as error:
            remark = str(error) or type(error).__name__
            raise FailedStepError(remark) from error
        finally:
            seconds = round(time.monotonic() - started, 3)
            self.steps.append({"name": name, "ok": ok, "seconds": seconds})
            mark = "ok" if ok else "FAILED"
            print(f"  {mark} {name} ({seconds:.2f} s){': ' + remark if remark else ''}", flush=True)

    def write(self, path: Path) -> None:
        value = {"ok": self.ok, "steps": self.steps, "first_paint_ms": self.first_paint_ms}
        path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def run_self_test(options: Options) -> int:
    # The system's own file dialog cannot be driven.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    report = Report()
    with tempfile.TemporaryDirectory(
        prefix="promptrun-self-test-", ignore_cleanup_errors=True
    ) as folder:
        parts = make_parts(Profile.at(options.profile or folder))
        paint = show(parts)

        async def main() -> None:
            async with asyncio.timeout(LIMIT):
                await _drive(options, report, parts, paint)

        try:
            run_loop(parts.application, main)
        except (FailedStepError, TimeoutError) as error:
            print(f"Failed: {error or 'it took too long'}", flush=True)
            report.steps.append({"name": "end", "ok": False, "seconds": 0.0})
    if options.report is not None:
        report.write(options.report)
    print("Self-test passed." if report.ok else "Self-test FAILED.", flush=True)
    return 0 if report.ok else 1


async def _drive(options: Options, report: Report, parts: Parts, paint: FirstPaint) -> None:
    service = f"Promptrun Desktop self-test {secrets.token_hex(4)}"
    keys = KeyStore(service)
    endpoint = DemoEndpoint(pace=PACE)
    await asyncio.to_thread(endpoint.start)
    desktop = make_desktop(parts, keys)
    journey = Journey(parts.window, endpoint, parts.profile, service, options)
    app = asyncio.get_running_loop().create_task(desktop.run(journey.address), name="app")
    try:
        for name, work in journey.first_part():
            await report.step(name, work)
            report.first_paint_ms = paint.milliseconds
        parts.window.close()
        await app
        for name, work in journey.second_part():
            await report.step(name, work)
    finally:
        parts.window.close()
        await asyncio.wait({app})
        await asyncio.to_thread(endpoint.stop)
        await _forget(keys, journey)


async def _forget(keys: KeyStore, journey: Journey) -> None:
    try:
        await keys.forget(journey.address.origin)
    except KeyringError:
        # Without a keyring nothing was kept.
        return
