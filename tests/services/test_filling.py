import os
from pathlib import Path

import pytest

from promptrun_desktop.services.filling import Filling
from promptrun_desktop.services.partial import beside, partial_of, remove


def fill(folder: Path, *titles: str) -> Path:
    with Filling(folder, beside(folder)) as filling:
        for number, title in enumerate(titles):
            with filling.open(title, ".md") as stream:
                stream.write(str(number).encode())
    assert filling.count == len(titles)
    return filling.target


def found(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in sorted(folder.iterdir())}


def test_a_new_folder_is_there_with_all_its_files(tmp_path):
    assert fill(tmp_path / "chats", "Soup", "Tea: green?") == tmp_path / "chats"
    assert found(tmp_path / "chats") == {"Soup.md": "0", "Tea green.md": "1"}
    assert [each.name for each in tmp_path.iterdir()] == ["chats"]


def test_names_differ_for_every_system(tmp_path):
    fill(tmp_path / "chats", "Soup", "SOUP", "soup", "Soup (2)", "Café", "Cafe\u0301", "con", "..")
    names = list(found(tmp_path / "chats"))
    assert len({each.casefold() for each in names}) == 8
    assert {"Soup.md", "SOUP (2).md", "soup (3).md"} <= set(names)


def test_a_long_title_leaves_room_for_its_number(tmp_path):
    fill(tmp_path / "chats", "長" * 200, "長" * 200)
    first, second = found(tmp_path / "chats")
    assert {first.endswith("(2).md"), second.endswith("(2).md")} == {True, False}


@pytest.mark.parametrize("kind", ["folder", "empty folder", "file", "link", "broken link"])
def test_what_is_there_stays_as_it_is(tmp_path, kind):
    taken = tmp_path / "chats"
    if kind == "file":
        taken.write_text("a person's own")
    elif kind == "broken link":
        taken.symlink_to(tmp_path / "nowhere")
    elif kind == "link":
        taken.symlink_to(tmp_path.parent)
    else:
        taken.mkdir()
        if kind == "folder":
            (taken / "Soup.md").write_text("a person's own")
    assert fill(taken, "Soup") == tmp_path / "chats (2)"
    assert fill(taken, "Tea") == tmp_path / "chats (3)"
    assert found(tmp_path / "chats (2)") == {"Soup.md": "0"}
    assert found(tmp_path / "chats (3)") == {"Tea.md": "0"}
    if kind == "folder":
        assert found(taken) == {"Soup.md": "a person's own"}
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_that_comes_meanwhile_keeps_its_place(tmp_path, monkeypatch):
    rename = Path.rename

    def late(source: Path, target: Path) -> Path:
        if target.name == "chats":
            target.mkdir()
            (target / "theirs").touch()
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", late)
    assert fill(tmp_path / "chats", "Soup") == tmp_path / "chats (2)"
    assert found(tmp_path / "chats") == {"theirs": ""}


def test_a_disk_that_refuses_the_last_step_is_told_and_left_clean(tmp_path, monkeypatch):
    def refuse(_source: Path, _target: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        fill(tmp_path / "chats", "Soup")
    assert list(tmp_path.iterdir()) == []


def test_what_ends_early_leaves_nothing(tmp_path):
    folder = tmp_path / "chats"
    with pytest.raises(KeyboardInterrupt), Filling(folder, beside(folder)) as filling:
        with filling.open("Soup", ".md") as stream:
            stream.write(b"x")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_partial_name_is_beside_what_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "real" / "chat.md")
    assert partial_of(link).parent == tmp_path / "real"
    assert partial_of(link) != partial_of(link)
    assert len(os.fsencode(partial_of(tmp_path / ("長" * 80)).name)) < 150


def test_removing_follows_no_link(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder")
    remove(link)
    remove(tmp_path / "nothing")
    assert not link.is_symlink()
    assert (tmp_path / "folder" / "file").exists()
