"""The names that other files must spell in the same way."""

from installers import layout

from promptrun_desktop.formats import backup


def test_the_folders_are_those_of_the_project():
    assert (layout.PACKAGING / "requirements.lock").is_file()
    assert (layout.RESOURCES / "themes").is_dir()


def test_a_back_up_has_the_suffix_that_installers_register():
    assert layout.SUFFIX == backup.SUFFIX
