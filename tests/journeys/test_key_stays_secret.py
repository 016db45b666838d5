"""The key of a whole conversation, searched for in everything the app wrote and shows."""

import base64
from pathlib import Path
from urllib.parse import quote

from PySide6.QtGui import QAccessible, QGuiApplication

from tests.journeys.documents import ask_for_document, back_up, save_to, until_said
from tests.journeys.person import Person


def spellings(key: str) -> list[bytes]:
    """As a file might hold it: raw, UTF-16, base64 at each offset, hex, URL-escaped, reversed."""
    raw = key.encode()
    found = [raw, key.encode("utf-16-le"), raw.hex().encode(), quote(key, safe="").encode()]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        found.append(encoded[4 : -4 if len(encoded) > 12 else None])
    return found


def assert_nowhere(key: str, folder: Path) -> None:
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert files
    for each in files:
        content = each.read_bytes()
        assert not any(spelling in content for spelling in spellings(key)), each.name


def names(interface) -> list[str]:
    if interface is None:
        return []
    own = [interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Value)]
    own.append(interface.text(QAccessible.Text.Description))
    children = (interface.child(number) for number in range(interface.childCount()))
    return own + [text for child in children for text in names(child)]


def test_a_key_is_in_no_file_no_clipboard_and_no_accessible_name(play, endpoint, keys, tmp_path):
    key = endpoint.key.reveal()

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask("Why is a day on Venus so strange?")
        await person.ask("And now?", "demo/wrong-key")
        await ask_for_document(person)
        await save_to(person, tmp_path / "chat.html", "webpage")
        await until_said(person, "Saved")
        await back_up(person, tmp_path / "chats.promptrun")
        shown = names(QAccessible.queryAccessibleInterface(person.window))
        assert len(shown) > 50
        assert not any(key in text for text in shown)
        assert key not in QGuiApplication.clipboard().text()
        assert key not in repr(vars(person.desktop))

    play(story)
    assert keys.kept, "it is kept where it belongs"
    assert_nowhere(key, tmp_path)
