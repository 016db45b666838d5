"""What Xvfb shows, out of its frame buffer file (X Window Dump, XWDFile.h), as a PNG."""

import struct
import zlib
from pathlib import Path

# Fewer colours than this are a frame and a background, not a painted window.
PAINTED = 40
_WORDS = 25


class Picture:
    """`rows` hold four bytes a pixel: blue, green, red, unused."""

    def __init__(self, dump: bytes) -> None:
        words = struct.unpack_from(f">{_WORDS}I", dump)
        size, self.width, self.height = words[0], words[4], words[5]
        stride, colours = words[12], words[19]
        start = size + 12 * colours
        self.rows = [
            dump[start + y * stride : start + y * stride + 4 * self.width]
            for y in range(self.height)
        ]

    def colours(self, place: tuple[int, int, int, int], before: "Picture | None" = None) -> int:
        """How many there are in every third pixel of every third row of a place (x, y, width and
        height), of those that were not so before; 0 while most of it is as it was."""
        x, y, width, height = place
        found: set[bytes] = set()
        looked = new = 0
        for line in range(max(y, 0), min(y + height, self.height), 3):
            row, old = self.rows[line], before.rows[line] if before else b""
            for at in range(4 * max(x, 0), min(4 * (x + width), len(row)), 12):
                looked += 1
                if row[at : at + 3] != old[at : at + 3]:
                    new += 1
                    found.add(row[at : at + 3])
        return len(found) if new * 2 > looked else 0

    def save(self, path: Path) -> None:
        lines = bytearray()
        for row in self.rows:
            line = bytearray(3 * self.width)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b"\0" + line
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines), 6)), (b"IEND", b""))
        with path.open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for kind, data in parts:
                check = struct.pack(">I", zlib.crc32(kind + data))
                file.write(struct.pack(">I", len(data)) + kind + data + check)
