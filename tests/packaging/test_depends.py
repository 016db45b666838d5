"""From what files link to what a Debian package depends on."""

import pytest
from installers import elf
from installers.depends import alternatives, gcc_of

TOLD = """
libQt6Core.so.6:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libglib-2.0.so.0
  NEEDED               libc.so.6
  SONAME               libQt6Core.so.6
  RUNPATH              $ORIGIN:/home/somebody/lib

Version References:
  required from libc.so.6:
    0x0d696914 0x00 11 GLIBC_2.4
    0x06969194 0x00 10 GLIBC_2.34
  required from libstdc++.so.6:
    0x0297f869 0x00 08 GLIBCXX_3.4.29

libm-like.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libm.so.6
  NEEDED               libc.so.6
"""


def test_libraries_and_versions_are_read_of_all_files():
    needs = elf.read(TOLD)
    assert needs.libraries == {"libglib-2.0.so.0", "libc.so.6", "libm.so.6"}
    assert needs.versions == {"GLIBC_2.4", "GLIBC_2.34", "GLIBCXX_3.4.29"}


def test_a_folder_of_the_machine_that_built_is_seen():
    assert elf.foreign_paths(TOLD) == ["/home/somebody/lib"]


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        (["GLIBC_2.4", "GLIBC_2.34"], "2.34"),
        (["GLIBC_2.9", "GLIBC_2.10"], "2.10"),
        (["GLIBCXX_3.4", "GLIBC_PRIVATE"], ""),
        ([], ""),
    ],
)
def test_versions_are_compared_as_numbers(versions, newest):
    assert elf.newest(versions, "GLIBC") == newest


def test_both_names_of_a_renamed_package_will_do():
    assert alternatives("libglib2.0-0", "") == "libglib2.0-0t64 | libglib2.0-0"
    assert alternatives("libx11-6", "") == "libx11-6"
    assert alternatives("libc6", "2.35") == "libc6 (>= 2.35)"


def test_symbols_of_cpp_tell_the_compiler():
    assert [gcc_of(each) for each in ("", "3.4.22", "3.4.29", "3.4.30")] == ["", "9", "11", "12"]


def test_only_programs_and_libraries_are_asked(tmp_path):
    (tmp_path / "library.so").write_bytes(b"\x7fELF...")
    (tmp_path / "text.so").write_bytes(b"INPUT(other)")
    (tmp_path / "link.so").symlink_to("library.so")
    assert elf.elf_files(tmp_path) == [tmp_path / "library.so"]
