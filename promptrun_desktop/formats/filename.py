"""A title as a file name that Windows, macOS and Linux all take."""

import re
import unicodedata

MOST_BYTES = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Device names: Windows opens the device, whatever ending follows.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE
)


def safe_name(title: str, suffix: str) -> str:
    """At most MOST_BYTES bytes of UTF-8 with the suffix, never hidden, never only a suffix.

    Control, bidi and other invisible characters go; what no file name may hold becomes a space.
    `suffix` begins with a dot and is trusted.
    """
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", title))
    text = "".join(" " if char.isspace() else char for char in text if _is_visible(char))
    text = _trimmed(text)
    if _RESERVED.match(text):
        text = f"_{text}"
    room = MOST_BYTES - len(suffix.encode())
    text = _trimmed(text.encode()[:room].decode(errors="ignore"))
    return f"{text or 'chat'}{suffix}"


def _is_visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" .")
