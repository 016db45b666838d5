"""What lies where in the Debian package, with which rights, and what it says of itself."""

import hashlib
import subprocess

import pytest
from installers import deb
from installers.layout import NAME, VERSION


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A package of a bundle with two files, laid out."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / NAME).write_bytes(b"program")
    (bundle / NAME).chmod(0o700)
    (bundle / "_internal" / "libown.so").write_bytes(b"library" * 300)
    (bundle / "_internal" / "link.so").symlink_to("libown.so")

    def install_shared(root):
        place = root / "usr" / "share" / "applications"
        place.mkdir(parents=True)
        (place / "some.desktop").write_text("[Desktop Entry]\n")
        place.chmod(0o700)

    monkeypatch.setattr(deb, "install_shared", install_shared)
    root = tmp_path / "root"
    deb.lay_out(bundle, root)
    return root


def test_the_command_is_a_link_to_the_program(root):
    command = root / "usr" / "bin" / NAME
    assert command.is_symlink()
    assert command.read_bytes() == b"program"
    assert not command.readlink().is_absolute()


def test_everybody_may_read_and_only_programs_run(root):
    modes = {
        each.relative_to(root).as_posix(): each.stat().st_mode & 0o777
        for each in root.rglob("*")
        if not each.is_symlink()
    }
    assert modes.pop(f"usr/lib/{NAME}/{NAME}") == 0o755
    assert modes.pop("usr/share/applications") == 0o755
    assert modes.pop(f"usr/lib/{NAME}/_internal/libown.so") == 0o644
    assert set(modes.values()) == {0o755, 0o644}


def test_every_file_has_its_checksum_and_links_have_none(root):
    lines = deb.checksums(root).splitlines()
    assert len(lines) == 3
    digest = hashlib.md5(b"library" * 300, usedforsecurity=False).hexdigest()
    assert f"{digest}  usr/lib/{NAME}/_internal/libown.so" in lines


def test_the_control_file_tells_versions_sizes_and_needs(root):
    deb.write_control(root, ["ca-certificates", "libc6 (>= 2.35)"])
    text = (root / "DEBIAN" / "control").read_text()
    fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line[:20])
    assert fields["Version"] == VERSION
    assert fields["Depends"] == "ca-certificates, libc6 (>= 2.35)"
    assert fields["Recommends"].startswith("gnome-keyring | kwalletmanager | keepassxc, ")
    # Ten folders, two links and two small files of 1 KiB each, one of 3; the root counts nothing.
    folders = sum(each.is_dir() for each in (root / "usr").rglob("*")) + 1
    assert int(fields["Installed-Size"]) == folders + 2 + 2 + 3
    assert "DEBIAN" not in (root / "DEBIAN" / "md5sums").read_text()


@pytest.mark.parametrize("reason", ["remove", "purge"])
def test_removing_says_where_the_chats_are(root, reason):
    deb.write_control(root, [])
    script = root / "DEBIAN" / "postrm"
    told = subprocess.run(["sh", script, reason], capture_output=True, text=True, check=True)
    assert "~/.local/share/promptrun-desktop" in told.stdout
    quiet = subprocess.run(["sh", script, "upgrade"], capture_output=True, text=True, check=True)
    assert quiet.stdout == ""
