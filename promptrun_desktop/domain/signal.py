"""Telling others what happened, without knowing them."""

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls its slots in the order they were connected, on the thread that emits.

    Slots are held strongly: whoever connects keeps the undo and calls it when the
    listener goes away (`widget.destroyed.connect(signal.connect(slot))`).
    """

    def __init__(self) -> None:
        self._slots: list[Callable[P, object]] = []

    def connect(self, slot: Callable[P, object]) -> Callable[..., None]:
        """Return the undo: it takes any arguments and may be called twice."""
        self._slots.append(slot)

        def disconnect(*_: object) -> None:
            # By identity: two equal bound methods are two connections.
            self._slots = [each for each in self._slots if each is not slot]

        return disconnect

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for slot in tuple(self._slots):
            slot(*args, **kwargs)
