"""What a process was told is stored, what it was given to store, and whether all of it is there.

Facts are a flat table, such as {"title CHAT": "Soup", "text MESSAGE": "Boil", "bin CHAT": True}:
what is False, empty or gone is not in it. A change is {"set": {…}, "add": {…}, "drop": {…}}:
what is dropped is a chat with its messages, whose names begin with its own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Facts = dict[str, Any]
Change = dict[str, Facts]
# What is known of a chat: these of its fields, and whether it is in the bin.
FILED = ("title", "named", "pinned", "archived", "folder_id")


def applied(facts: Facts, change: Change) -> Facts:
    changed = dict(facts)
    changed.update(change.get("set", {}))
    for key, piece in change.get("add", {}).items():
        changed[key] = changed.get(key, "") + piece
    dropped = change.get("drop", {})
    return {key: value for key, value in changed.items() if value and not _is_of(key, dropped)}


def _is_of(key: str, chats: Facts) -> bool:
    subject = key.split(" ", 1)[1]
    return any(subject == chat or subject.startswith(f"{chat}-") for chat in chats)


@dataclass
class Report:
    """What a process said. `ask` comes before a write, `done` or `failed` after it."""

    asks: dict[int, Change]
    done: set[int]
    failed: set[int]
    told: list[Change]
    wishes: list[tuple[float, Change]]
    steps: set[str]


def read_report(lines: Iterable[bytes]) -> Report:
    """The last line may have been cut by the accident: then it was not said."""
    report = Report({}, set(), set(), [], [], set())
    for line in lines:
        if not line.endswith(b"\n"):
            break
        kind, *values = json.loads(line)
        match kind, values:
            case "ask", [number, change]:
                report.asks[number] = change
            case "done", [number]:
                report.done.add(number)
            case "failed", [number, _kind]:
                report.failed.add(number)
            case "told", [change]:
                report.told.append(change)
            case "wish", [at, change]:
                report.wishes.append((at, change))
            case "step", [name]:
                report.steps.add(name)
    return report


def lost(report: Report, before: Facts, found: Facts) -> list[str]:
    """Which of what had to be there is not; empty if all is well.

    Writes happen in the order they were asked for, whole or not at all: what is found must be
    what one of the moments from the last that was told of on would have left.
    """
    moments, facts = [], before
    last_done = max(report.done, default=-1)
    for number in sorted(report.asks):
        if number > last_done:
            moments.append(facts)
        if number not in report.failed:
            facts = applied(facts, report.asks[number])
    moments.append(facts)
    troubles = []
    if found not in moments:
        # Named by the nearest moment, for whoever has to find out.
        nearest = min((difference(moment, found) for moment in moments), key=len)
        troubles.append("not what any moment left: " + "; ".join(nearest[:5]))
    for change in report.told:
        troubles += [f"told, and gone: {key}" for key in change["set"] if not found.get(key)]
    return troubles


def difference(expected: Facts, found: Facts) -> list[str]:
    keys = sorted(expected.keys() | found.keys())
    return [
        f"{key} is {_short(found.get(key))}, not {_short(expected.get(key))}"
        for key in keys
        if found.get(key) != expected.get(key)
    ]


def age_of_missing(report: Report, before: Facts, found: Facts, died: float) -> tuple[float, str]:
    """Of what was typed or received and is not there: how many seconds the oldest was known
    when the process died, and which it is. Infinite for what never was like that."""
    versions: dict[str, list[tuple[float, Any]]] = {}
    facts = before
    for at, change in report.wishes:
        facts = applied(facts, change)
        for key in change.get("set", {}).keys() | change.get("add", {}).keys():
            first = [(0.0, before.get(key))]
            versions.setdefault(key, first).append((at, facts.get(key)))
    worst = (0.0, "")
    for key, known in versions.items():
        same = [at for at, (_, value) in enumerate(known) if value == found.get(key)]
        if not same:
            return float("inf"), key
        if same[-1] + 1 < len(known):
            worst = max(worst, (died - known[same[-1] + 1][0], key))
    return worst


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 50 else f"{text[:20]}…{text[-20:]} ({len(text)})"
