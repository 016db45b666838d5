"""A headless Chromium over a pipe: the witness of what a page asks for, says and looks like.

    with Browser(an_empty_folder) as browser:
        page = browser.open(path)
        page.requests                # every address it asked for but its own
        page.said                    # errors, warnings, logs, exceptions, dialogs, refusals
        page.evaluate("document.title")
        page.screenshot(path, width=380, dark=True)

Nothing of it leaves this machine: no name is looked up, whatever a page asks for.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from select import select
from typing import Any, Self

import pytest

PATIENCE = 60.0  # seconds; a busy machine starts a browser slowly
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))"


def find() -> str:
    """The program; where there is none the test is skipped, but CI must have it."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no Chromium here to open the page with (Debian: apt install chromium)")
    return found


class Browser:
    """One process with a profile of its own in `folder`; several pages, one after another."""

    def __init__(self, folder: Path) -> None:
        asks, self._writes = os.pipe()
        self._reads, answers = os.pipe()

        def as_three_and_four() -> None:
            # Where Chromium looks for its pipe; first out of the way, should they be 3 or 4.
            one, two = os.dup(asks), os.dup(answers)
            high_one, high_two = os.dup2(one, 100), os.dup2(two, 101)
            os.dup2(high_one, 3)
            os.dup2(high_two, 4)

        self._process = subprocess.Popen(
            [find(), *_SWITCHES, f"--user-data-dir={folder / 'profile'}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # All it writes is in the folder, also what it leaves lying there.
            env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
            close_fds=False,  # Python's own are closed by exec as it is
            preexec_fn=as_three_and_four,  # noqa: PLW1509  nothing in it takes a lock
            start_new_session=True,  # so that its children end with it
        )
        os.close(asks)
        os.close(answers)
        self._buffer = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._pages: dict[str, Page] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._writes)
        os.close(self._reads)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def open(self, place: Path | str) -> "Page":
        """A file, or an address; back when it is loaded and was painted once."""
        address = place.as_uri() if isinstance(place, Path) else place
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self._pages[session] = Page(self, session, target)
        page.go(address)
        return page

    def send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """One command of the DevTools protocol and its answer. Raises RuntimeError."""
        self._number += 1
        number = self._number
        self.tell(number, method, session, parameters)
        self.wait(lambda: number in self._answers)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def tell(self, number: int, method: str, session: str | None, parameters: Any) -> None:
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._writes, data) :]

    def wait(self, done: Any) -> None:
        """Take in what Chromium says until `done()`. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while not done():
            left = until - time.monotonic()
            if left <= 0 or not select([self._reads], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self._reads, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has ended")
            *messages, self._buffer = (self._buffer + piece).split(b"\0")
            for message in messages:
                self._take(json.loads(message))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
        elif page := self._pages.get(message.get("sessionId", "")):
            page.take(message["method"], message["params"])


class Page:
    """One tab. `requests` are the addresses it asked for, without that of the page itself, and
    `refused` those of them to which its own policy said no."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self.requests: list[str] = []
        self.refused: list[str] = []
        self._asked: dict[str, str] = {}
        self.said: list[str] = []
        self._browser, self._session, self._target = browser, session, target
        self._address = ""
        self._loaded = False
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.send(method, self._session, **parameters)

    def go(self, address: str) -> None:
        self._address, self._loaded = address, False
        self.send("Page.navigate", url=address)
        self._browser.wait(lambda: self._loaded)
        self.settle()

    def settle(self) -> None:
        """Until it was painted once more."""
        self.evaluate(_SETTLED)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; promises are awaited. Raises RuntimeError."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def type(self, text: str) -> None:
        """Into what has the focus."""
        self.send("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """A key by its name, such as Enter, Tab or Escape."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    def look(self, *, width: int = 900, dark: bool = False, media: str = "") -> None:
        """A window of that many pixels; `media` may be "print"."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.settle()

    def screenshot(self, path: Path, *, width: int = 900, dark: bool = False) -> None:
        """The whole page as a PNG."""
        self.look(width=width, dark=dark)
        height = self.evaluate("Math.min(document.documentElement.scrollHeight, 16000)")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        answer = self.send("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def print_to(self, path: Path) -> None:
        """As a PDF, on the paper that the page or the browser chooses."""
        answer = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(answer["data"]))

    def close(self) -> None:
        self._browser.send("Target.closeTarget", targetId=self._target)

    def take(self, method: str, event: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded = True
            case "Network.requestWillBeSent":
                address = event["request"]["url"]
                self._asked[event["requestId"]] = address
                if address.partition("#")[0] != self._address.partition("#")[0]:
                    self.requests.append(address)
            case "Network.loadingFailed" if event.get("blockedReason") == "csp":
                self.refused.append(self._asked.get(event["requestId"], ""))
            case "Network.webSocketCreated":
                self.requests.append(event["url"])
            case "Log.entryAdded":
                self.said.append(event["entry"]["text"])
            case "Runtime.consoleAPICalled":
                self.said.append(str([each.get("value") for each in event["args"]]))
            case "Runtime.exceptionThrown":
                self.said.append(str(event["exceptionDetails"]))
            case "Page.javascriptDialogOpening":
                # It would stop everything; nobody waits for the answer to this.
                self.said.append(f"dialog: {event['message']}")
                self._browser.tell(
                    0, "Page.handleJavaScriptDialog", self._session, {"accept": False}
                )
