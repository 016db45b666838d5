"""The tool that signs: what it writes, the app takes; what the app refuses, it does not write."""

import stat

import pytest
from installers.sign_update import UnusableError, load_key, main, make_key, verify

ADDRESS = "https://updates.example/desktop"
TOLD = {
    "--address": ADDRESS,
    "--version": "1.2",
    "--page": "https://updates.example/desktop/1.2",
    "--new": "Answers can be printed — and “more”.",
    "--serial": "12",
}


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "release.pem"
    return path, make_key(path)


def sign(private, file, **changes):
    told = TOLD | {f"--{name}": value for name, value in changes.items()}
    return main(
        ["sign", str(private), str(file), *(each for pair in told.items() for each in pair)]
    )


def test_what_it_signs_reads_as_what_was_told(tmp_path, key, capsys):
    private, public = key
    file = tmp_path / "update"
    assert sign(private, file, released="2026-05-13") == 0
    update = verify(file.read_bytes(), ADDRESS, public)
    assert (update.version, update.serial, update.new) == ("1.2", 12, TOLD["--new"])
    assert update.released.isoformat() == "2026-05-13"
    assert (update.until - update.released).days > 0
    assert main(["verify", str(file), "--address", ADDRESS, "--key", public]) == 0
    assert "version 1.2" in capsys.readouterr().out


def test_a_private_key_is_its_owners_and_is_never_overwritten(key, tmp_path):
    private, _public = key
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = private.read_bytes()
    assert main(["key", str(private)]) == 1
    assert private.read_bytes() == before
    assert main(["key", str(tmp_path / "nowhere" / "key")]) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "https://evil.example/"),
        ("page", "http://updates.example/"),
        ("version", "1.2-rc1"),
        ("new", "two\nlines"),
        ("new", "turned \u202e dednuora"),
        ("new", "x" * 161),
        ("serial", "0"),
        ("address", "http://updates.example/desktop"),
        ("address", "https://updates.example/desktop/"),
    ],
)
def test_what_the_app_would_refuse_is_not_written(tmp_path, key, name, value, capsys):
    file = tmp_path / "update"
    assert sign(key[0], file, **{name: value}) == 1
    assert not file.exists() and "sign_update: " in capsys.readouterr().err


def test_another_key_or_a_changed_file_is_told(tmp_path, key):
    file = tmp_path / "update"
    sign(key[0], file)
    other = make_key(tmp_path / "other.pem")
    with pytest.raises(UnusableError):
        verify(file.read_bytes(), ADDRESS, other)
    with pytest.raises(UnusableError):
        verify(file.read_bytes().replace(b"1.2", b"1.3"), ADDRESS, key[1])


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_what_is_no_key_is_told(tmp_path, content):
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(UnusableError):
        load_key(path)
