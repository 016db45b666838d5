"""What was tried: a line each as it ends, and at the end whether all went well."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PRINTING = threading.Lock()


class CheckError(Exception):
    """What was checked is not as it must be; the text says how."""


class ImpossibleError(Exception):
    """This system cannot check that; the text says why. Said aloud, and no failure."""


class Sheet:
    """Threads may share one."""

    def __init__(self) -> None:
        self._failed: list[str] = []

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(self._failed)

    @contextmanager
    def line(self, name: str, *, needed: bool = False) -> Iterator[list[str]]:
        """One check; what is appended to the list is a remark. `needed`: without it the rest makes
        no sense, so that the failure goes on to the caller."""
        start, remarks = time.monotonic(), list[str]()
        try:
            yield remarks
        except ImpossibleError as reason:
            self.add(name, time.monotonic() - start, [f"not checked here: {reason}"], done=False)
        except Exception as error:
            self.add(name, time.monotonic() - start, fault=f"{error}" or repr(error))
            if needed:
                raise
        else:
            self.add(name, time.monotonic() - start, remarks)

    def add(
        self,
        name: str,
        seconds: float,
        remarks: list[str] | None = None,
        fault: str | None = None,
        *,
        done: bool = True,
    ) -> None:
        mark = "FAILED" if fault is not None else "ok" if done else "--"
        with _PRINTING:
            print(f"{seconds:7.1f} s  {mark:6} {name}", end="", flush=True)
            print("".join(f": {each}" for each in remarks or [] if each), flush=True)
            if fault is not None:
                self._failed.append(name)
                print("          " + fault.strip().replace("\n", "\n          "), flush=True)
