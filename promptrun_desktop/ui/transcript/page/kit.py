"""What the messages of a transcript are made with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.version_switch import ONE, Versions

if TYPE_CHECKING:
    from promptrun_desktop.ui.transcript.colouring import Highlighter


def _only(message_id: str) -> Versions:
    return ONE


@dataclass(frozen=True, slots=True)
class Kit:
    """`endings` words how a reply ended badly; `name_of` says what to call a model id, ""
    leaves the last part of the id; `recoloured` hears of code whose colours have come, between
    which heights of the leaf; `versions` says which of how many a message is, by its id."""

    sheet: Sheet
    highlighter: "Highlighter"
    endings: Callable[[Message], Ending | None]
    name_of: Callable[[str], str]
    recoloured: Callable[[Leaf, int, int], None]
    versions: Callable[[str], Versions] = _only
