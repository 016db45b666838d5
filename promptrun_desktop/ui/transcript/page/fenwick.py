"""Sums over a long list of heights of which single ones change: each question in log n steps."""

from collections.abc import Iterable


class Fenwick:
    """A binary indexed tree; values are whole pixels."""

    def __init__(self, values: Iterable[int] = ()) -> None:
        self.values = list(values)
        self._tree = [0, *self.values]
        for place in range(1, len(self._tree)):
            above = place + (place & -place)
            if above < len(self._tree):
                self._tree[above] += self._tree[place]

    def __len__(self) -> int:
        return len(self.values)

    def set(self, index: int, value: int) -> None:
        change = value - self.values[index]
        if not change:
            return
        self.values[index] = value
        place = index + 1
        while place < len(self._tree):
            self._tree[place] += change
            place += place & -place

    def append(self, value: int) -> None:
        self.values.append(value)
        place = len(self.values)
        self._tree.append(value + self.before(place - 1) - self.before(place - (place & -place)))

    def before(self, index: int) -> int:
        """The sum of the first `index` values."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        return self.before(len(self.values))

    def find(self, height: int) -> tuple[int, int]:
        """The value that `height` falls into, and how far; the last one beyond the end.

        There must be at least one value.
        """
        place, step = 0, 1 << len(self.values).bit_length()
        while step:
            following = place + step
            if following < len(self._tree) and self._tree[following] <= height:
                place = following
                height -= self._tree[following]
            step >>= 1
        if place < len(self.values):
            return place, height
        last = len(self.values) - 1
        return last, height + self.values[last]
