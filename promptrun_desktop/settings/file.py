"""Preferences on disk: read once at the start, written behind the caller's back."""

import tomllib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.settings.disk import store_error, write_whole
from promptrun_desktop.settings.schema import NAMES, Settings, from_mapping, to_mapping

if TYPE_CHECKING:
    import asyncio

_LARGEST = 1_000_000


class SettingsFile:
    """`value` is what holds now; `changed` tells each new one at once.

    The file holds what was chosen, and whatever a newer version wrote there: a default that
    nobody touched is not frozen into it. Signals fire on the thread of the caller alone. A failed
    write is told by `failed` on the caller's event loop, without one by the next `change` or
    `close`; its values are written again with the next change. `last_failure` is None when the
    last write went well.
    """

    def __init__(self, path: Path) -> None:
        self.changed: Signal[[Settings]] = Signal()
        self.failed: Signal[[AppError]] = Signal()
        self.last_failure: AppError | None = None
        self._path = path
        self._chosen = _load(path)
        self.value = from_mapping(self._chosen)
        self._writer = ThreadPoolExecutor(1, "settings")
        self._lock = Lock()
        self._unwritten: dict[str, object] | None = None
        self._untold: AppError | None = None

    def change(self, **changes: object) -> None:
        """Raises TypeError for a name that is no setting; a wrong value becomes its default."""
        if unknown := changes.keys() - NAMES:
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        value = from_mapping({**to_mapping(self.value), **changes})
        plain = to_mapping(value)
        chosen = {**self._chosen, **{name: plain[name] for name in changes}}
        if chosen == self._chosen:
            return
        self._chosen = chosen
        with self._lock:
            self._unwritten = chosen
        self._start_write()
        if value != self.value:
            self.value = value
            self.changed.emit(value)
        self._tell()

    def close(self) -> None:
        """Wait for the last write, and try once more one that failed."""
        self._writer.submit(self._write).add_done_callback(self._note)
        self._writer.shutdown(wait=True)
        self._tell()

    def _start_write(self) -> None:
        written = self._writer.submit(self._write)
        written.add_done_callback(self._note)
        # Behind the window's first paint, which reads settings but changes none.
        import asyncio

        # Without a loop there is nobody to tell now: the next change or close does.
        with suppress(RuntimeError):
            loop = asyncio.get_running_loop()
            written.add_done_callback(lambda _: _call(loop, self._tell))

    def _write(self) -> None:
        with self._lock:
            chosen, self._unwritten = self._unwritten, None
        if chosen is None:  # an earlier write took this change along
            return
        try:
            import tomli_w

            write_whole(self._path, tomli_w.dumps(chosen).encode())
        except BaseException:
            with self._lock:
                self._unwritten = self._unwritten or chosen
            raise

    def _note(self, written: Future[None]) -> None:
        error = written.exception()
        if isinstance(error, OSError):
            self._untold = self.last_failure = store_error(error)
        elif error is not None:
            kind = type(error).__name__
            self._untold = self.last_failure = StoreError(ErrorKind.STORE_FAULT, kind)
        elif self._unwritten is None:
            self.last_failure = None

    def _tell(self) -> None:
        error, self._untold = self._untold, None
        if error is not None:
            self.failed.emit(error)


def _call(loop: "asyncio.AbstractEventLoop", tell: Callable[[], None]) -> None:
    # The loop may have ended meanwhile; close() tells then.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(tell)


def _load(path: Path) -> dict[str, object]:
    """What the file holds; a damaged one is kept aside under another name."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise ValueError("no preferences are that long")
        return tomllib.loads(text.decode())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError):
        with suppress(OSError):
            path.replace(path.with_name(path.name + ".damaged"))
        return {}
