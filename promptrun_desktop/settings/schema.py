"""Preferences: one frozen value, and one table of what each may be."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from promptrun_desktop.domain.endpoint import BadAddressError, Endpoint

_LONGEST = 2000
_PROXIES = ("http", "https", "socks5", "socks5h")


class WrongValueError(ValueError):
    """Not a value of this setting; its default stands in."""


def _setting(default: object, read: Callable[[Any], object], **facts: object) -> Any:
    return field(default=default, metadata={"read": read, **facts})


def _choice(*choices: str) -> Any:
    """The first is the default."""

    def read(value: object) -> str:
        if value not in choices:
            raise WrongValueError
        return str(value)

    return _setting(choices[0], read, choices=choices)


def _number(default: int, low: int, high: int) -> Any:
    def read(value: object) -> int:
        # Only "not a number" differs from itself; math.isnan() fails on very large integers.
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124
            raise WrongValueError
        return round(min(max(value, low), high))

    return _setting(default, read, bounds=(low, high))


def _switch(default: bool) -> Any:
    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise WrongValueError
        return value

    return _setting(default, read)


def _read_name(value: object) -> str:
    # isprintable() is false for control characters and for lone surrogates, which no file takes.
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        raise WrongValueError
    return value


def _read_address(value: object) -> str:
    text = _read_name(value).strip()
    try:
        return Endpoint.parse(text).base_url if text else ""
    except BadAddressError:
        raise WrongValueError from None


def _read_proxy(value: object) -> str:
    text = _read_name(value).strip()
    if text in ("system", "none"):
        return text
    try:
        parts = urlsplit(text)
        usable = parts.scheme in _PROXIES and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = False
    if not usable or " " in text:
        raise WrongValueError
    return text


def _read_origins(value: object) -> tuple[str, ...]:
    """Whatever is not exactly an origin is dropped: a key can never slip in here."""
    if not isinstance(value, list | tuple):
        raise WrongValueError
    return tuple(dict.fromkeys(each for each in value if _is_origin(each)))


def _is_origin(value: object) -> bool:
    try:
        return isinstance(value, str) and Endpoint.parse(value).origin == value
    except BadAddressError:
        return False


def _read_names(value: object) -> tuple[str, ...]:
    """A name that is none is left out."""
    if not isinstance(value, list | tuple):
        raise WrongValueError
    names = (each for each in value if isinstance(each, str) and each.isprintable())
    return tuple(dict.fromkeys(each for each in names if 0 < len(each) <= _LONGEST))


@dataclass(frozen=True)
class Settings:
    """`text_size` in percent. `model` and `conversation` are ids, empty before the first use.

    `notify`: tell of an answer that is ready while the window is not in front.

    `base_url` is empty for Promptrun. `proxy` is "system", "none" or the address of one.
    `folded_folders` are the ids of those that show none of their chats.
    `kept_keys` are the origins whose key is in the system's keyring; never the keys.
    `document_form` is that of one chat, `documents_form` of several, `document_folder` where the
    last one was put; `document_thinking`, `document_models`, `document_times` are what it tells.
    `check_updates`: ask once a day for the newest version; `update_asked` is the day of the last
    time, `update_dismissed` the version nobody wants to hear of, `update_seen` the key that signed
    the last answer and its serial.
    `seen_version` is the newest version of the app whose news were told of, or need not be.
    """

    theme: str = _choice("system", "light", "dark")
    text_size: int = _number(100, 80, 200)
    send_key: str = _choice("enter", "ctrl_enter")
    model: str = _setting("", _read_name)
    notify: bool = _switch(True)
    panel_visible: bool = _switch(True)
    sidebar_visible: bool = _switch(True)
    conversation: str = _setting("", _read_name)
    folded_folders: tuple[str, ...] = _setting((), _read_names)
    base_url: str = _setting("", _read_address)
    proxy: str = _setting("system", _read_proxy)
    kept_keys: tuple[str, ...] = _setting((), _read_origins)
    document_form: str = _choice("webpage", "pdf", "word", "markdown", "plain")
    documents_form: str = _choice("archive", "webpage", "pdf", "word", "markdown", "plain")
    document_folder: str = _setting("", _read_name)
    document_thinking: bool = _switch(True)
    document_models: bool = _switch(True)
    document_times: bool = _switch(True)
    check_updates: bool = _switch(False)
    update_asked: str = _setting("", _read_name)
    update_dismissed: str = _setting("", _read_name)
    update_seen: str = _setting("", _read_name)
    seen_version: str = _setting("", _read_name)


_TABLE = {each.name: each for each in fields(Settings)}
NAMES = frozenset(_TABLE)


def choices(name: str) -> tuple[str, ...]:
    """What a setting may be, its default first."""
    found: tuple[str, ...] = _TABLE[name].metadata["choices"]
    return found


def bounds(name: str) -> tuple[int, int]:
    """The lowest and the highest value of a number."""
    found: tuple[int, int] = _TABLE[name].metadata["bounds"]
    return found


def from_mapping(values: Mapping[str, object]) -> Settings:
    """A wrong or unknown value becomes its default, a number is moved into its range."""
    read = {}
    for name in NAMES & values.keys():
        try:
            read[name] = _TABLE[name].metadata["read"](values[name])
        except WrongValueError:
            continue
    return Settings(**read)


def to_mapping(settings: Settings) -> dict[str, object]:
    """The plain values a TOML file can hold, in the order of the table."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
    }
