"""Formulas for pages that are laid out in the window: asked for here, drawn elsewhere, kept."""

from collections import OrderedDict
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from promptrun_desktop.services.typesetter import Typesetter
from promptrun_desktop.text.formula import Outline
from promptrun_desktop.ui.transcript.formulas import Draws, Key

_MOST = 1000
_IDLE = 30.0


class FormulaDesk:
    """A `Draw` that never blocks: what it `waits_for` it will know later.

    Used on one thread; the drawing has a thread that ends when nothing was asked for a while.
    """

    def __init__(self, make: Callable[[], Draws] = Typesetter) -> None:
        self._make = make
        self._lock = Lock()
        self._known: OrderedDict[Key, Outline | None] = OrderedDict()
        self._asked: set[Key] = set()
        self._questions: SimpleQueue[Key | None] = SimpleQueue()
        self._worker: Thread | None = None
        self._closed = False
        self._held_up = False

    def __call__(self, latex: str, display: bool) -> Outline | None:
        return self._known.get(Key(latex, display))

    def waits_for(self, latex: str, display: bool) -> bool:
        """Whether it is being drawn; the first question has it drawn."""
        key = Key(latex, display)
        with self._lock:
            if key in self._known or self._closed:
                return False
            if key not in self._asked:
                self._asked.add(key)
                self._questions.put(key)
                if self._worker is None:
                    self._worker = Thread(target=self._work, name="formula desk", daemon=True)
                    self._worker.start()
            self._held_up = True
            return True

    def held_up(self) -> bool:
        """Whether anything was waited for since this was asked last."""
        held_up, self._held_up = self._held_up, False
        return held_up

    def close(self) -> None:
        """What is not drawn yet stays its source."""
        with self._lock:
            self._closed = True
            self._asked.clear()
        self._questions.put(None)

    def _work(self) -> None:
        draws = self._make()
        try:
            while (key := self._next()) is not None:
                self._keep(key, draws.outline(*key))
        except BaseException:
            # Nobody waits for what has died.
            self.close()
            raise
        finally:
            draws.close()

    def _next(self) -> Key | None:
        """None at the end, and after a while without a question."""
        try:
            return self._questions.get(timeout=_IDLE)
        except Empty:
            with self._lock:
                if self._asked:
                    return self._questions.get()
                self._worker = None
                return None

    def _keep(self, key: Key, outline: Outline | None) -> None:
        with self._lock:
            self._asked.discard(key)
            self._known[key] = outline
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
