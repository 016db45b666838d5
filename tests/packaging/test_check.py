"""What the check makes of what others tell it: settings of apt, libraries, files, windows."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from installers.check import archive, backup, linked, run, statics
from installers.check.archive import Archive, NoArchiveError
from installers.check.files import left_over, listing
from installers.check.inside import windows
from installers.check.inside.pictures import Picture
from installers.check.sheet import CheckError, ImpossibleError, Sheet

from promptrun_desktop.formats import backup as backups


def test_the_archive_is_the_one_that_lists_a_release_of_debian() -> None:
    targets = ["http://elsewhere/apt|cloud-tools|main", "", "http://mirror/debian|trixie|main"]
    assert archive.parse_site(targets) == "http://mirror/debian"


@pytest.mark.parametrize(
    "line", ["http://mirror/debian|trixie|contrib", "http://mirror/ubuntu|noble|main"]
)
def test_what_is_not_the_main_part_of_debian_is_no_archive(line: str) -> None:
    with pytest.raises(NoArchiveError):
        archive.parse_site([line])


def test_only_the_way_to_the_archive_is_taken_from_apt() -> None:
    dump = [
        'APT::Architecture "amd64";',
        'Acquire::http "";',
        'Acquire::http::Proxy "http://proxy:3128";',
        'Acquire::https::CAInfo "/home/me/certificates.pem";',
        'Acquire::Check-Valid-Until "false";',
        'Acquire::Languages:: "none";',
    ]
    found = archive.parse_options(dump)
    assert found == (
        'Acquire::http::Proxy "http://proxy:3128";',
        'Acquire::Check-Valid-Until "false";',
    )
    assert Archive("http://mirror", found).proxies() == {"http_proxy": "http://proxy:3128"}


def test_a_library_that_is_not_there_is_named_and_one_that_is_has_a_place() -> None:
    said = (
        "\tlinux-vdso.so.1 (0x00007ffc)\n"
        "\tlibQt6Core.so.6 => /opt/app/_internal/libQt6Core.so.6 (0x00007f)\n"
        "\tlibcups.so.2 => not found\n"
        "\t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n"
    )
    assert linked.parse(said) == ({"libcups.so.2"}, {"/opt/app/_internal/libQt6Core.so.6"})


def test_what_came_and_stayed_is_left_over_unless_it_is_the_persons(tmp_path: Path) -> None:
    before = listing(tmp_path)
    for name in ("home/person/chats/a", "usr/lib/app/b", "var/cache/apt/c"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "usr" / "bin").mkdir()
    (tmp_path / "usr" / "bin" / "app").symlink_to("../lib/app/b")
    assert left_over(before, listing(tmp_path), ["home/person/chats"]) == [
        *("usr", "usr/bin", "usr/bin/app", "usr/lib", "usr/lib/app", "usr/lib/app/b"),
        "var",
    ]


def test_a_name_that_only_begins_alike_is_not_expected() -> None:
    assert left_over(set(), {"home/chats-old"}, ["home/chats"]) == ["home/chats-old"]


def test_a_window_is_known_by_either_part_of_its_class() -> None:
    line = "0x00a00007  0 85   26   1100 720  promptrun-desktop.Promptrun Desktop  vm A title vm b"
    window = windows.parse(line, "vm")
    assert window.title == "A title vm b"
    assert set(window.names) == {"promptrun-desktop", "Promptrun Desktop"}
    assert (window.place, window.id) == ((85, 26, 1100, 720), "0x00a00007")


def test_what_is_on_the_display_becomes_a_picture(tmp_path: Path) -> None:
    blue, red = b"\xff\0\0\0", b"\0\0\xff\0"
    head = [0] * 25
    head[0], head[4], head[5], head[12], head[19] = 100, 2, 1, 8, 1
    dump = struct.pack(">25I", *head) + bytes(12) + blue + red
    picture = Picture(dump)
    picture.save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack_from(">I", data, start - 8)
    assert zlib.decompress(data[start : start + length]) == b"\0\0\0\xff\xff\0\0"
    assert picture.colours((0, 0, 2, 1)) == 1
    assert picture.colours((0, 0, 2, 1), before=picture) == 0


def test_a_failure_is_said_and_what_is_impossible_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = Sheet()
    with sheet.line("good") as remarks:
        remarks.append("a remark")
    with sheet.line("elsewhere"):
        raise ImpossibleError("needs a Mac")
    with sheet.line("bad"):
        raise CheckError("two\nlines")
    said = capsys.readouterr().out
    assert sheet.failed == ("bad",)
    assert "ok     good: a remark" in said
    assert "--     elsewhere: not checked here: needs a Mac" in said
    assert "FAILED bad\n          two\n          lines" in said


def test_without_what_it_needs_the_rest_is_not_tried() -> None:
    sheet = Sheet()
    with pytest.raises(CheckError), sheet.line("installed", needed=True):
        raise CheckError("no")
    assert sheet.failed == ("installed",)


def test_a_static_check_whose_program_is_missing_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    never = statics.Look("a look", ("no-such-program",), lambda _: "never run")
    monkeypatch.setattr(statics, "LOOKS", (never,))
    monkeypatch.setattr(statics, "_unpack", lambda *_: None)
    sheet = Sheet()
    statics.check(sheet, {"deb": [Path("a.deb")], "tarball": [Path("a.tar.xz")]})
    assert sheet.failed == ("a look",)
    assert "needs no-such-program" in capsys.readouterr().out


def test_the_back_up_that_is_opened_holds_the_chat_that_is_looked_for(tmp_path: Path) -> None:
    with backup.write(tmp_path / "kept.promptrun").open("rb") as stream:
        (chat,) = backups.read(stream)
    assert chat.conversation.title == backup.TITLE  # type: ignore[union-attr]


@pytest.mark.parametrize(("continuous", "failed"), [("", ()), ("true", ("bare systems",))])
def test_without_root_it_says_what_is_not_tried_and_continuous_integration_fails(
    continuous: str,
    failed: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", continuous)
    monkeypatch.setattr(run, "_obstacle", lambda: "needs root")
    sheet = Sheet()
    with ThreadPoolExecutor(1) as pool:
        assert run.suites(sheet, pool) == []
    assert sheet.failed == failed
    assert "needs root" in capsys.readouterr().out
