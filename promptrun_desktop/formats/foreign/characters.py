"""Bytes of a foreign file into characters, in pieces: UTF-8, or what its first bytes say."""

import codecs
from collections.abc import Iterable, Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of UTF-32 begins with the same two bytes.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def characters(chunks: Iterable[bytes]) -> Iterator[str]:
    """Nothing is refused: what cannot be decoded becomes U+FFFD. Line ends stay."""
    decoder = None
    for chunk in chunks:
        if decoder is None:
            if not chunk:
                continue
            name, mark = _encoding(chunk)
            decoder = codecs.getincrementaldecoder(name)(errors="replace")
            chunk = chunk[len(mark) :]  # noqa: PLW2901 - the mark is no part of the text
        if text := decoder.decode(chunk):
            yield text
    if decoder and (text := decoder.decode(b"", final=True)):
        yield text


def _encoding(first: bytes) -> tuple[str, bytes]:
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name, mark
    # JSON begins with an ASCII character (RFC 4627, 3).
    if len(first) > 3 and first[1] == 0 and first[0] and first[3] == 0:
        return "utf-16-le", b""
    if len(first) > 3 and first[0] == 0 and first[1] and first[2] == 0:
        return "utf-16-be", b""
    return "utf-8", b""
