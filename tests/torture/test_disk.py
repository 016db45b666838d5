"""The disk that forgets is as forgetful as it says, and no more."""

import random

import pytest

from tests.torture.disk import Disk, Op

FILE, FOLDER = "/p/file", "/p"
OLD = b"o" * 2048


def cuts(disk: Disk, times: int = 300) -> set[tuple[tuple[str, bytes], ...]]:
    chance = random.Random(5)
    return {tuple(sorted(disk.cut(chance).items())) for _ in range(times)}


def contents(disk: Disk) -> set[bytes]:
    return {content for cut in cuts(disk) for _, content in cut}


def test_what_was_synced_is_there():
    disk = Disk({FILE: OLD})
    disk.feed(Op("write", FILE, 0, b"n" * 2048))
    disk.feed(Op("sync", FILE))
    assert contents(disk) == {b"n" * 2048}


def test_what_was_not_synced_is_there_or_not_or_torn_between_sectors():
    disk = Disk({FILE: OLD})
    disk.feed(Op("write", FILE, 256, b"n" * 1024))
    found = contents(disk)
    assert {OLD, b"o" * 256 + b"n" * 1024 + b"o" * 768} < found
    first_sector = b"o" * 256 + b"n" * 256 + b"o" * 1536
    assert first_sector in found
    assert all(len(set(each[512:1024])) == 1 for each in found)


def test_a_later_write_may_survive_an_earlier_one():
    disk = Disk({FILE: b""})
    disk.feed(Op("write", FILE, 0, b"1"))
    disk.feed(Op("write", FILE, 1, b"2"))
    assert {b"", b"1", b"\0" + b"2", b"12"} == contents(disk)


def test_a_shortened_file_may_be_long_still():
    disk = Disk({FILE: OLD})
    disk.feed(Op("truncate", FILE, 0))
    assert contents(disk) == {OLD, b""}


def test_a_new_name_is_certain_when_its_folder_is_synced():
    disk = Disk({})
    disk.feed(Op("make", FILE))
    disk.feed(Op("write", FILE, 0, b"x"))
    disk.feed(Op("sync", FILE))
    assert cuts(disk) == {(), ((FILE, b"x"),)}
    disk.feed(Op("sync", FOLDER))
    assert cuts(disk) == {((FILE, b"x"),)}


def test_a_new_folder_may_be_gone_with_all_that_is_in_it():
    disk = Disk({})
    disk.feed(Op("folder", "/p/new"))
    disk.feed(Op("make", "/p/new/file"))
    disk.feed(Op("sync", "/p/new"))
    assert cuts(disk) == {(), (("/p/new/file", b""),)}
    disk.feed(Op("sync", FOLDER))
    assert cuts(disk) == {(("/p/new/file", b""),)}


@pytest.mark.parametrize("settled", [False, True])
def test_a_renamed_file_has_one_of_its_names(settled):
    disk = Disk({"/p/partial": b"new", FILE: b"old"})
    disk.feed(Op("rename", "/p/partial", other=FILE))
    before = (("/p/file", b"old"), ("/p/partial", b"new"))
    after = ((FILE, b"new"),)
    if settled:
        disk.feed(Op("sync", FOLDER))
    assert cuts(disk) == ({after} if settled else {before, after})


def test_a_removed_file_may_come_back():
    disk = Disk({FILE: OLD})
    disk.feed(Op("unlink", FILE))
    assert cuts(disk) == {(), ((FILE, OLD),)}
