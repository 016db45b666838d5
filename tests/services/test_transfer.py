import errno
import os
import stat

import pytest

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.transfer import write_atomically


def test_a_document_is_the_old_one_or_the_whole_new_one(tmp_path, monkeypatch):
    path = tmp_path / "chat.md"
    write_atomically(path, b"first")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AppError) as caught:
        write_atomically(path, b"second")
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["chat.md"]
    assert stat.S_ISREG(path.stat().st_mode)


def test_a_link_stays_a_link_and_a_neighbour_its_own_file(tmp_path):
    real, link = tmp_path / "real.md", tmp_path / "chat.md"
    real.write_bytes(b"old")
    link.symlink_to(real)
    (tmp_path / "real.md.new").write_bytes(b"a person's own")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert (tmp_path / "real.md.new").read_bytes() == b"a person's own"


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(AppError) as caught:
        write_atomically(tmp_path / "gone" / "chat.md", b"x")
    assert caught.value.kind is ErrorKind.EXPORT_FAILED
