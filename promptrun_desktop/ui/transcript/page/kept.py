"""Which leaves hold their layouts: those that came last and those that are seen, never many."""

from collections import OrderedDict
from collections.abc import Container

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf

# Text boxes; a laid out one takes about 33 KB.
MOST = 500


class Kept:
    """Oldest first, but what is seen when room is needed counts as new: to move all that is seen
    at every frame costs more. A row of a table counts as many boxes as it has cells."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._boxes: OrderedDict[Leaf, int] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def use(self, leaf: Leaf) -> None:
        """It holds its layouts, or will once it is painted."""
        size, known = len(leaf.boxes), self._boxes.get(leaf, 0)
        if size != known:
            self._count += size - known
            self._boxes[leaf] = size

    def trim(self, seen: Container[Leaf]) -> None:
        """Take the layouts of what is too many, but of nothing that is seen."""
        for _ in range(len(self._boxes)):
            if self._count <= self._most:
                return
            leaf = next(iter(self._boxes))
            if leaf in seen:
                self._boxes.move_to_end(leaf)
            else:
                self._count -= self._boxes.pop(leaf)
                leaf.release()

    def clear(self) -> None:
        for leaf in self._boxes:
            leaf.release()
        self._boxes.clear()
        self._count = 0
