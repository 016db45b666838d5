import errno
import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.archive import manifest, parts
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.services import archive_search, archive_staging
from promptrun_desktop.services.archiving import Written
from tests.formats.archive.chats import CHATS, DAY, EVIL, archive, chat, days_ago

ALL = len(CHATS)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "archive"


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def known(folder):
    return manifest.from_bytes((folder / "parts" / "manifest.jsonl").read_bytes())


def page_of(folder, id):
    return folder / "chats" / known(folder).chats[id].page


def catalogue(folder):
    data = (folder / "parts" / parts.CATALOGUE).read_text(encoding="utf-8")
    return json.loads(data[data.index("{") : data.rindex("}") + 1])


def found(folder, word):
    """Ids of the chats that the search finds by a key, as the script does it."""
    of_number = {each.number: each.id for each in known(folder).chats.values()}
    times = catalogue(folder)["times"]
    return {
        of_number[number]
        for _, name in catalogue(folder)["words"]
        for key, numbers in parts.unpack_words((folder / "parts" / name).read_bytes())
        for number in numbers
        if key == word and times[number]
    }


def texts(folder):
    """By number, of all chats that the search knows."""
    return {
        each.number: each
        for _, name in catalogue(folder)["texts"]
        for each in parts.unpack_texts((folder / "parts" / name).read_bytes())
    }


def is_whole(folder):
    """Every chat has its page, is listed, and is found by what it says."""
    chats = known(folder).chats
    index = (folder / "index.html").read_text(encoding="utf-8")
    listed = texts(folder)
    for each in chats.values():
        assert (folder / "chats" / each.page).stat().st_size == each.size
        assert each.page.rpartition(" ")[2] in index
        assert listed[each.number].page == each.page
    assert not (folder / archive_staging.FOLDER).exists()
    return True


def changed(chat, text):
    *others, last = chat.messages
    return Chat(chat.conversation, (*others, replace(last, text=text)))


def test_an_archive_has_an_index_and_a_page_a_chat(folder):
    assert archive(folder) == Written(new=ALL, changed=0, unchanged=0, total=ALL)
    assert is_whole(folder)
    page = page_of(folder, "rome").read_text(encoding="utf-8")
    assert "<strong>Colosseum</strong>" in page
    assert '<article class="user" id="m1">' in page
    assert found(folder, "colosseum") == {"rome", "same"}
    assert found(folder, "東京") == {"tokyo"}


def test_the_shown_branch_is_archived(folder):
    first, second = (
        Message(Role.ASSISTANT, text, "b-0", text, DAY) for text in ("before", "after")
    )
    conversation, (asked,) = chat("b", "Branches", "Why?")
    for leaf, text in ((first, "before"), (second, "after")):
        shown = replace(conversation, leaf_id=leaf.id)
        archive(folder, [Chat(shown, (asked, first, second))])
        (number,) = (each.number for each in known(folder).chats.values())
        assert texts(folder)[number].texts == ["", "Why?", text]


def test_a_second_run_writes_only_what_is_new(folder):
    archive(folder, CHATS[:-2])
    before = files(folder)
    assert archive(folder) == Written(new=2, changed=0, unchanged=ALL - 2, total=ALL)
    after = files(folder)
    assert all(after[path] == before[path] for path in before if path.startswith("chats/"))
    assert {path for path in before if "texts-" in path} < set(after)
    assert found(folder, "needle") == {"long", "same"}
    assert is_whole(folder)


def test_a_run_with_nothing_new_changes_nothing(folder):
    archive(folder)
    before = files(folder)
    assert archive(folder) == Written(new=0, changed=0, unchanged=ALL, total=ALL)
    assert files(folder) == before


def test_a_changed_chat_keeps_its_page_and_is_found_by_what_it_says_now(folder):
    archive(folder)
    page = page_of(folder, "rome")
    conversation = replace(CHATS[0].conversation, title="Renamed")
    mended = changed(Chat(conversation, CHATS[0].messages), "Nothing but bananas.")
    assert archive(folder, [mended]) == Written(0, 1, 0, ALL)
    assert page_of(folder, "rome") == page
    assert "Renamed" in page.read_text(encoding="utf-8")
    assert (found(folder, "campo"), found(folder, "bananas")) == (set(), {"rome"})
    assert found(folder, "colosseum") == {"rome", "same"}
    assert not any(b"Campo" in data for data in files(folder).values())
    assert is_whole(folder)


def test_what_is_no_longer_in_the_app_stays(folder):
    archive(folder)
    before = page_of(folder, "evil").read_bytes()
    archive(folder, CHATS[:1], labels=Labels(you="Moi"))
    assert page_of(folder, "evil").read_bytes() == before
    assert found(folder, "constructor") == {"evil"}
    assert is_whole(folder)


def test_other_words_or_wishes_make_the_pages_again(folder):
    archive(folder)
    assert archive(folder, labels=Labels(you="Moi")).changed == ALL
    assert archive(folder, labels=Labels(you="Moi"), options=Options(models=False)).changed == ALL
    assert "some/model" not in page_of(folder, "rome").read_text(encoding="utf-8")
    assert is_whole(folder)


@pytest.mark.parametrize("lost", [
    "chats/*Rome*", "parts/texts-*", "parts/words-*", "index.html", "parts/catalogue.js",
    "parts/*.css", "parts/search-*",
])  # fmt: skip
@pytest.mark.parametrize("data", [None, b"", b"x" * 1000])
def test_a_lost_or_damaged_file_is_made_again(folder, lost, data):
    archive(folder)
    (path, *_) = folder.glob(lost)
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    archive(folder)
    assert is_whole(folder)
    assert found(folder, "needle") == {"long", "same"}
    assert {path.rpartition("/")[2].partition("-")[0] for path in files(folder)} >= {
        "index.html", "catalogue.js", "manifest.jsonl", "texts", "words", "style", "search",
    }  # fmt: skip


def test_parts_that_cannot_be_read_are_made_again_by_the_next_run_but_one(folder):
    archive(folder)
    for path in (folder / "parts").glob("*s-*.js"):
        if path.name.startswith(("texts", "words")):
            path.write_bytes(b"x" * path.stat().st_size)
    archive(folder, [changed(CHATS[0], "bananas")])
    assert archive(folder).changed == ALL
    assert found(folder, "needle") == {"long", "same"}
    assert is_whole(folder)


def test_many_chats_are_sorted_on_the_disk(folder, monkeypatch):
    monkeypatch.setattr(archive_search, "_MOST", 20)
    monkeypatch.setattr(archive_search, "_FULL", 50)
    archive(folder)
    assert found(folder, "colosseum") == {"rome", "same"}
    assert len(catalogue(folder)["texts"]) > 4
    assert is_whole(folder)


def test_many_years_have_pages_of_months_and_lose_those_that_are_empty(folder):
    some = [chat(str(at), f"Chat {at}", "q", "a", at=days_ago(40 * at)) for at in range(310)]
    archive(folder, some)
    months = {path.name for path in (folder / "months").iterdir()}
    assert len(months) > 100
    (folder / "months" / "mine.txt").write_text("mine")
    moved = replace(some[-1].conversation, updated_at=DAY)
    archive(folder, [Chat(moved, some[-1].messages)])
    left = {path.name for path in (folder / "months").iterdir()}
    assert months - left == {some[-1].conversation.created_at.strftime("%Y-%m.html")}
    assert "mine.txt" in left


def test_titles_do_not_reach_beyond_the_folder(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.parent.mkdir()
    titles = [
        "../../x",
        "..",
        "/etc/x",
        "C:\\x",
        "con",
        "",
        "a" * 500,
        "\u202egnp.exe",
        EVIL,
        "A",
        "a",
    ]
    chats = [chat(f"{at}/../../..", title, "x") for at, title in enumerate(titles)]
    archive(folder, chats)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert [path.name for path in folder.parent.iterdir()] == ["b"]
    names = [path.name for path in (folder / "chats").iterdir()]
    assert len({name.casefold() for name in names}) == len(titles)
    assert is_whole(folder)


def test_a_chat_that_is_given_twice_is_there_once(folder):
    assert archive(folder, [*CHATS, CHATS[0]]).total == ALL


def test_no_chats_are_an_archive_too(folder):
    assert archive(folder, []) == Written(0, 0, 0, 0)
    assert is_whole(folder)
    assert archive(folder).new == ALL


@pytest.mark.skipif(sys.platform == "win32", reason="its folders have other rights")
def test_only_its_owner_may_read_it(folder):
    archive(folder)
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("name", ["mine.txt", "index.html", "parts/manifest.jsonl", ".hidden"])
def test_a_folder_of_something_else_is_left_alone(folder, name):
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("mine")
    with pytest.raises(AppError) as caught:
        archive(folder)
    assert caught.value.kind is ErrorKind.NOT_AN_ARCHIVE
    assert files(folder) == {name: b"mine"}


def test_an_archive_of_a_newer_version_is_left_alone(folder):
    archive(folder)
    path = folder / "parts" / "manifest.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2', 1))
    before = files(folder)
    with pytest.raises(AppError):
        archive(folder)
    assert files(folder) == before


def test_an_empty_folder_is_taken_and_what_systems_put_there_does_not_count(folder):
    folder.mkdir()
    (folder / ".DS_Store").write_text("x")
    archive(folder)
    assert is_whole(folder)


def test_files_of_others_in_an_archive_stay(folder):
    archive(folder)
    mine = {"notes.txt": b"1", "chats/notes.html": b"2", "parts/texts-notes.js": b"3"}
    for name, data in mine.items():
        (folder / name).write_bytes(data)
    archive(folder, [changed(CHATS[0], "bananas")])
    assert files(folder).items() >= mine.items()


def test_progress_is_told_after_each_chat(folder):
    told = []
    archive(folder, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, ALL) for done in range(1, ALL + 1)]


def test_stopping_leaves_the_folder_as_it_was(folder):
    for after in range(ALL + 2):
        asked = iter(range(1000))
        assert archive(folder, stopped=lambda n=after, asked=asked: next(asked) >= n) is None
        assert not folder.exists()
    archive(folder, CHATS[:4])
    before = files(folder)
    for after in range(ALL + 2):
        asked = iter(range(1000))
        assert archive(folder, stopped=lambda n=after, asked=asked: next(asked) >= n) is None
        assert files(folder) == before


def failing(monkeypatch, name, at, error):
    """The `at`-th call of a function of the staging fails; whether it was reached."""
    called = []

    def fail(*given, **named):
        called.append(given)
        if len(called) == at:
            raise error
        return real(*given, **named)

    target = archive_staging if name == "_write" else Path
    real = getattr(target, name)
    monkeypatch.setattr(target, name, fail)
    return called


def test_a_full_disk_leaves_the_folder_as_it_was(folder, monkeypatch):
    archive(folder, CHATS[:4])
    before = files(folder)
    at = 0
    while True:
        at += 1
        with monkeypatch.context() as patch:
            called = failing(patch, "_write", at, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
            try:
                archive(folder)
                break
            except AppError as error:
                assert error.kind is ErrorKind.PLACE_FULL
                assert len(called) == at
        assert files(folder) == before
    assert at > ALL


@pytest.mark.parametrize("first", [0, 4])
def test_whoever_is_killed_while_files_are_moved_leaves_what_the_next_run_finishes(
    folder, monkeypatch, first
):
    at = 0
    while True:
        at += 1
        place = folder / str(at)
        place.parent.mkdir(exist_ok=True)
        if first:
            archive(place, CHATS[:first])
        with monkeypatch.context() as patch:
            failing(patch, "replace", at, KeyboardInterrupt)
            try:
                archive(place)
                break
            except KeyboardInterrupt:
                pass
        if first:
            chats = known(place).chats
            assert all((place / "chats" / each.page).exists() for each in chats.values())
            listed = texts(place)
            assert {number for number, time in enumerate(catalogue(place)["times"]) if time} <= set(
                listed
            )
        assert archive(place).total == ALL
        assert is_whole(place)
        assert found(place, "needle") == {"long", "same"}
    assert at > ALL + 5 - first


def test_a_folder_that_cannot_be_written_to_is_told_of(folder, monkeypatch):
    failing(monkeypatch, "mkdir", 1, PermissionError(errno.EACCES, "no"))
    with pytest.raises(AppError) as caught:
        archive(folder)
    assert caught.value.kind is ErrorKind.PLACE_REFUSED
    assert not folder.exists()


def test_a_folder_in_a_place_that_is_gone_is_told_of(tmp_path):
    with pytest.raises(AppError) as caught:
        archive(tmp_path / "gone" / "archive")
    assert caught.value.kind is ErrorKind.PLACE_GONE
