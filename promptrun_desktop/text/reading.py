"""What is known of a whole text beforehand when a part of it is parsed: its definitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyromark

from promptrun_desktop.text.limits import tables_are_bearable
from promptrun_desktop.text.plain import shown, simplified
from promptrun_desktop.text.prices import masked, restored

# Possessive and bounded. Each is a definition perhaps; none is missed.
_PERHAPS = re.compile(r"(?m)^[ \t>*+\-\d.)]*+\[(?>(?:[^\[\]\\]|\\[\s\S]){1,999})\]:")
_BY_LABEL = ("Reference", "Collapsed", "Shortcut")


@dataclass(frozen=True, slots=True)
class Reading:
    """`definitions` are addresses by label; without `tables` they are text."""

    definitions: Mapping[str, str] | None = None
    tables: bool = True

    def address(self, link: Any) -> tuple[str, str] | None:
        """Address and title for a label that is not defined in the part that is parsed."""
        known = self.definitions or {}
        address = known.get(_plain_label(link["reference"]))
        return None if address is None else (address, "")

    def link(self, payload: Any) -> Any:
        """The first definition of a label counts, also where the part has a later one."""
        if not self.definitions or not payload or payload["link_type"] not in _BY_LABEL:
            return payload
        address = self.definitions.get(_plain_label(payload["id"]))
        return payload if address is None else {**payload, "dest_url": address}


AS_WRITTEN = Reading()


def dialect(tables: bool) -> pyromark.Options:
    """CommonMark and what this parser is asked for beyond it."""
    found = (
        pyromark.Options.ENABLE_STRIKETHROUGH
        | pyromark.Options.ENABLE_TASKLISTS
        | pyromark.Options.ENABLE_MATH
    )
    return found | pyromark.Options.ENABLE_TABLES if tables else found


def second_reading(text: str) -> Reading | None:
    """None where each part of the text, parsed on its own, is what it is in the whole.

    A definition makes links of what came before it; a table too large to draw is text, wherever
    it was cut.
    """
    tables = tables_are_bearable(text)
    perhaps = "]:" in text and _PERHAPS.search(text)
    definitions = _definitions_of(text, tables=tables) if perhaps else {}
    return Reading(definitions, tables) if definitions or not tables else None


def _definitions_of(text: str, *, tables: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    source = masked(simplified(text, tables=tables))
    for label, each in pyromark.reference_definitions(source, options=dialect(tables)).items():
        found.setdefault(_plain_label(label), shown(restored(each["dest"])))
    return found


def _plain_label(label: str) -> str:
    return " ".join(shown(restored(label)).split()).casefold()
