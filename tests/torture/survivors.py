"""Which rows of a file survived a damage: found by their bytes, by nothing of the app."""

from pathlib import Path

from tests.torture.damaged_files import PAGE, Written

# Before the id in a row stand the lengths and kinds of its 21 columns.
_BEFORE = 40
_STEP = 900
_SLICE = 48
_LONG = 2500


class Places:
    """For each message the ranges of bytes that hold it, in the file or in the log beside it."""

    def __init__(self, path: Path, written: Written) -> None:
        log = path.with_name(f"{path.name}-wal")
        self.file = path.read_bytes()
        self._log = log.read_bytes() if log.exists() else b""
        self._ranges = {
            id: self._find(id, conversation, text, thought)
            for id, (conversation, text, thought) in written.messages.items()
        }
        missing = [id for id, found in self._ranges.items() if not found]
        assert not missing, f"{len(missing)} rows are nowhere"

    def survived(self, damaged: bytes, *, log_too: bool = True) -> set[str]:
        """Those all of whose bytes are where they were, wherever they stand more than once."""
        return {
            id
            for id, ranges in self._ranges.items()
            if all(
                log_too if in_log else damaged[start:end] == self.file[start:end]
                for in_log, start, end in ranges
            )
        }

    def _find(self, id: str, conversation: str, *texts: str) -> list[tuple[bool, int, int]]:
        # Both ids together stand in the row alone: no index begins with them.
        heads = self._look(f"{id}{conversation}".encode())
        ranges = [(in_log, at - _BEFORE, at + 64) for in_log, at in heads]
        for text in texts if heads else ():
            found = self._find_text(text.encode())
            if found is None:
                return []
            ranges += found
        return ranges

    def _find_text(self, data: bytes) -> list[tuple[bool, int, int]] | None:
        """None if some of it is nowhere."""
        ranges = []
        for start in range(0, len(data), _STEP):
            piece = data[start : start + _SLICE]
            found = self._look(piece) or self._look(piece[:16]) or self._look(piece[-16:])
            if not found:
                return None
            for in_log, at in found:
                # A long row has pages of its own, which are good or bad as a whole.
                long = len(data) > _LONG
                begin = at - at % PAGE if long else at
                end = begin + PAGE if long else at + len(data[start : start + _STEP])
                ranges.append((in_log, begin, end))
        return ranges

    def _look(self, piece: bytes) -> list[tuple[bool, int]]:
        """Wherever it stands: which of these SQLite would read is not known here."""
        in_log = [(True, at) for at in _all(self._log, piece)]
        return in_log + [(False, at) for at in _all(self.file, piece)]


def _all(data: bytes, piece: bytes) -> list[int]:
    found, at = [], data.find(piece)
    while at >= 0:
        found.append(at)
        at = data.find(piece, at + 1)
    return found
