"""Everything that can go wrong for a person, in one vocabulary.

Adapters translate what their library raises into these at their border; `ui/wording.py` turns
each kind into one sentence and one button.
"""

from enum import StrEnum


class ErrorKind(StrEnum):
    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    NOT_A_KEY = "not_a_key"
    NO_CREDIT = "no_credit"
    FORBIDDEN = "forbidden"
    UNKNOWN_MODEL = "unknown_model"
    WRONG_ADDRESS = "wrong_address"
    NO_NETWORK = "no_network"
    TIMED_OUT = "timed_out"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    RATE_LIMIT = "rate_limit"
    SERVER_FAULT = "server_fault"
    BAD_REQUEST = "bad_request"
    BAD_REPLY = "bad_reply"
    TOO_LONG = "too_long"
    CUT_OFF = "cut_off"
    EMPTY_REPLY = "empty_reply"
    REPLY_LIMIT = "reply_limit"
    FILTERED = "filtered"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    DISK_FULL = "disk_full"
    STORE_FAULT = "store_fault"
    STORE_NEWER = "store_newer"
    STORE_DAMAGED = "store_damaged"
    COPY_DAMAGED = "copy_damaged"
    EXPORT_FAILED = "export_failed"
    PLACE_FULL = "place_full"
    PLACE_GONE = "place_gone"
    PLACE_REFUSED = "place_refused"
    NOT_AN_ARCHIVE = "not_an_archive"
    WORK_ENDED = "work_ended"
    TOO_MUCH = "too_much"
    FILE_UNREADABLE = "file_unreadable"
    FILE_UNKNOWN = "file_unknown"
    FILE_DAMAGED = "file_damaged"
    FILE_TOO_LARGE = "file_too_large"
    FILE_LOCKED = "file_locked"
    FILE_NEWER = "file_newer"
    FILE_FOREIGN = "file_foreign"
    FOLDER_REFUSED = "folder_refused"
    DEMO_FAILED = "demo_failed"
    INTERNAL = "internal"


class AppError(Exception):
    """`detail` is what the other side said: foreign text, scrubbed, at most 300 characters.

    `retry_after` in seconds, where the endpoint named a wait.
    """

    def __init__(
        self, kind: ErrorKind, detail: str = "", *, retry_after: float | None = None
    ) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.detail = detail[:300]
        self.retry_after = retry_after


class EndpointError(AppError):
    """The endpoint, or the way to it."""


class StoreError(AppError):
    """The database or the disk under it."""


class KeyringError(AppError):
    """The system's password store."""
