import errno
import os
from pathlib import Path

import pytest

from promptrun_desktop.services.filling import Filling
from promptrun_desktop.services.partial import partial_in, partial_of, remove


def fill(folder: Path, *titles: str) -> None:
    with Filling(folder, partial_in(folder)) as filling:
        for number, title in enumerate(titles):
            with filling.open(title, ".md") as stream:
                stream.write(str(number).encode())


def found(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in sorted(folder.iterdir())}


def test_a_new_folder_is_there_with_all_its_files(tmp_path):
    fill(tmp_path / "chats", "Soup", "Tea: green?")
    assert found(tmp_path / "chats") == {"Soup.md": "0", "Tea green.md": "1"}
    assert [each.name for each in tmp_path.iterdir()] == ["chats"]


def test_names_differ_for_every_system(tmp_path):
    fill(tmp_path / "chats", "Soup", "SOUP", "soup", "Soup (2)", "Café", "Cafe\u0301", "con", "..")
    names = list(found(tmp_path / "chats"))
    assert len({each.casefold() for each in names}) == 8
    assert {"Soup.md", "SOUP (2).md", "soup (3).md"} <= set(names)


def test_a_long_title_leaves_room_for_its_number(tmp_path):
    fill(tmp_path / "chats", "長" * 200, "長" * 200)
    first, second = sorted(found(tmp_path / "chats"), key=len)[::-1]
    assert {first.endswith("(2).md"), second.endswith("(2).md")} == {True, False}


def test_what_a_folder_holds_stays_as_it_is(tmp_path):
    (tmp_path / "soup.md").write_text("a person's own")
    (tmp_path / "other").mkdir()
    fill(tmp_path, "Soup", "Soup")
    kept = tmp_path / "soup.md"
    assert kept.read_text() == "a person's own"
    assert (tmp_path / "Soup (2).md").read_text() == "0"
    assert (tmp_path / "Soup (3).md").read_text() == "1"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_file_that_comes_meanwhile_keeps_its_place(tmp_path, monkeypatch):
    link = os.link

    def late(source: Path, target: Path) -> None:
        if target.name == "Soup.md":
            target.write_text("theirs")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    fill(tmp_path, "Soup")
    assert found(tmp_path) == {"Soup.md": "theirs", "Soup (2).md": "0"}


def test_a_disk_without_links_takes_them_too(tmp_path, monkeypatch):
    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "Soup.md").write_text("a person's own")
    fill(tmp_path, "Soup", "Tea")
    assert found(tmp_path) == {"Soup.md": "a person's own", "Soup (2).md": "0", "Tea.md": "1"}


@pytest.mark.parametrize("existing", [True, False])
def test_what_ends_early_leaves_nothing(tmp_path, existing):
    folder = tmp_path / "chats"
    if existing:
        folder.mkdir()
    with pytest.raises(KeyboardInterrupt), Filling(folder, partial_in(folder)) as filling:
        with filling.open("Soup", ".md") as stream:
            stream.write(b"x")
        raise KeyboardInterrupt
    assert folder.exists() is existing
    assert not existing or list(folder.iterdir()) == []
    assert len(list(tmp_path.iterdir())) == existing


def test_a_disk_that_refuses_the_last_gets_none(tmp_path, monkeypatch):
    moved = []
    link = os.link

    def fails_at_the_second(source: Path, target: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        link(source, target)

    (tmp_path / "a person's own").touch()
    monkeypatch.setattr(os, "link", fails_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, "Soup", "Tea")
    assert [each.name for each in tmp_path.iterdir()] == ["a person's own"]


def test_a_partial_name_is_beside_what_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "real" / "chat.md")
    assert partial_of(link).parent == tmp_path / "real"
    assert partial_of(link) != partial_of(link)
    assert partial_in(tmp_path / "new").parent == tmp_path
    assert partial_in(tmp_path).parent == tmp_path


def test_removing_follows_no_link(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder")
    remove(link)
    remove(tmp_path / "nothing")
    assert not link.is_symlink()
    assert (tmp_path / "folder" / "file").exists()
