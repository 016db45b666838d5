"""What a Linux desktop reads of the app is valid, complete and true of the app."""

import gzip
import re
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from xml.etree import ElementTree

import pytest
from installers import metadata
from installers.layout import APP_ID, MIME_TYPE, NAME, ROOT, SUFFIX, TITLE, VERSION
from packaging.requirements import Requirement

from promptrun_desktop.app import cli
from promptrun_desktop.ui.main_window import SMALLEST

OPTION = re.compile(r"^\s+(?:-\w, )?(--[\w-]+)(?: ([A-Z][\w.]*))?(?:\s|$)", re.MULTILINE)


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("root")
    metadata.install_shared(root)
    return root / "usr" / "share"


def entry(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def test_the_menu_entry_starts_the_app_with_the_file_that_was_opened() -> None:
    found = entry(metadata.desktop_entry(NAME))
    assert found["Exec"] == f"{NAME} %f"
    assert found["Name"] == TITLE
    assert found["Icon"] == APP_ID
    assert found["MimeType"] == f"{MIME_TYPE};"
    # Newer keys are refused by the tools of Debian 12.
    assert not {"Version", "SingleMainWindow"} & set(found)


@pytest.mark.parametrize(
    ("program", "written"),
    [
        ("/opt/promptrun-desktop/promptrun-desktop", "/opt/promptrun-desktop/promptrun-desktop"),
        ("@PROGRAM@", '"@PROGRAM@"'),
        ("/home/a b/app", '"/home/a b/app"'),
        ("/home/100%/app", "/home/100%%/app"),
        ('/home/"$x/app', r'"/home/\\"\\$x/app"'),
    ],
)
def test_any_path_can_stand_in_the_menu_entry(program: str, written: str) -> None:
    assert entry(metadata.desktop_entry(program))["Exec"] == f"{written} %f"


def test_the_store_page_tells_of_the_version_that_is_packed() -> None:
    root = ElementTree.fromstring(metadata.metainfo())
    releases = root.findall("releases/release")
    assert releases[0].get("version") == VERSION
    assert all(len(each.findall("description/ul/li")) > 0 for each in releases)
    assert root.findtext("id") == APP_ID
    assert root.findtext("provides/mediatype") == MIME_TYPE
    assert root.findtext("requires/display_length") == str(min(SMALLEST))


def test_every_picture_of_the_store_page_has_a_caption_and_an_address() -> None:
    shots = ElementTree.fromstring(metadata.metainfo()).findall("screenshots/screenshot")
    assert [each.get("type") for each in shots] == ["default"] + [None] * (len(shots) - 1)
    for each in shots:
        assert each.findtext("caption")
        address = each.findtext("image", "")
        assert address.startswith(metadata.SITE)
        assert (ROOT / "docs" / address.removeprefix(metadata.SITE)).is_file()


def test_the_file_type_is_known_by_its_ending(share: Path) -> None:
    root = ElementTree.parse(share / "mime" / "packages" / f"{APP_ID}.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = root.find(f"{space}mime-type")
    assert kind is not None and kind.get("type") == MIME_TYPE
    globs = [each.get("pattern") for each in kind.findall(f"{space}glob")]
    assert globs == [f"*{SUFFIX}"]
    # Every zip begins alike: by its beginning, none of them is ours.
    assert kind.find(f"{space}magic") is None
    icon = kind.find(f"{space}icon")
    assert icon is not None
    assert list((share / "icons").rglob(f"{icon.get('name')}.svg"))


def spoken_by_help(capsys: pytest.CaptureFixture[str]) -> tuple[set[str], set[tuple[str, str]]]:
    """What can be given, and the options with what they take."""
    with pytest.raises(SystemExit):
        cli.parse(["--help"])
    given, _, options = capsys.readouterr().out.partition("\noptions:")
    _, _, given = given.partition("\npositional arguments:\n")
    return set(re.findall(r"^  (\S+)", given, re.MULTILINE)), set(OPTION.findall(options))


def test_the_man_page_says_what_help_says(capsys: pytest.CaptureFixture[str]) -> None:
    plain = metadata.man_page().replace("\\-", "-")
    options = plain[plain.index(".SH OPTIONS") : plain.index(".SH FILES")]
    heads = re.findall(r"^\.TP\n\.(?:B|BI|BR) (.+)$", options, re.MULTILINE)
    named = {
        match.groups(default="")
        for head in heads
        if (match := re.search(r'(--[\w-]+)(?: "? ?([A-Z][\w.]*)"?)?', head))
    }
    given = set(re.findall(r"^\.TP\n\.I (\S+)$", options, re.MULTILINE))
    assert (given, named) == spoken_by_help(capsys)


def test_the_man_page_is_dated_and_of_this_version() -> None:
    head = metadata.man_page().splitlines()[0]
    assert VERSION in head
    assert re.search(r'"\d{4}-\d\d-\d\d"', head)


def test_texts_are_packed_the_same_each_time(share: Path, tmp_path: Path) -> None:
    metadata.install_shared(tmp_path, prefix="app")
    for name in (f"man/man1/{NAME}.1.gz", f"doc/{NAME}/changelog.gz"):
        assert (tmp_path / "app/share" / name).read_bytes() == (share / name).read_bytes()
    packed = (share / "doc" / NAME / "changelog.gz").read_bytes()
    assert gzip.decompress(packed) == (ROOT / "CHANGELOG.md").read_bytes()


def brought_along() -> set[str]:
    """Every library that comes with the app on Linux, by the name it gives itself."""
    found: dict[str, str] = {}

    def add(name: str, extras: set[str]) -> None:
        known = distribution(name)
        if known.metadata["Name"] in found:
            return
        found[known.metadata["Name"]] = name
        for line in known.requires or []:
            wanted = Requirement(line)
            choices = [{"extra": extra} for extra in ("", *extras)]
            if wanted.marker is None or any(wanted.marker.evaluate(each) for each in choices):
                add(wanted.name, wanted.extras)

    add(NAME, set())
    return set(found) - {NAME}


def test_the_copyright_file_names_every_library() -> None:
    text = (ROOT / "packaging" / "linux" / "copyright").read_text(encoding="utf-8")
    said = text.lower().replace("_", "-").replace(".", "-")
    missing = {
        name
        for name in brought_along()
        if name.lower().replace("_", "-").replace(".", "-") not in said
    }
    assert missing == set()


def test_every_licence_that_is_named_is_explained() -> None:
    text = (ROOT / "packaging" / "linux" / "copyright").read_text(encoding="utf-8")
    stanzas = text.split("\n\n")
    named = {
        line.removeprefix("License: ")
        for stanza in stanzas
        if stanza.startswith("Files:")
        for line in stanza.splitlines()
        if line.startswith("License: ")
    }
    explained = {
        stanza.splitlines()[0].removeprefix("License: ")
        for stanza in stanzas
        if stanza.startswith("License: ")
    }
    assert named == explained
    assert " ".join((ROOT / "LICENSE").read_text().split()[-20:]) in " ".join(text.split())


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", f"applications/{APP_ID}.desktop"],
        ["appstreamcli", "validate", "--no-net", f"metainfo/{APP_ID}.metainfo.xml"],
        ["mandoc", "-T", "lint", "-W", "warning", f"man/man1/{NAME}.1.gz"],
    ],
    ids=lambda command: command[0],
)
def test_the_tools_of_the_desktop_find_nothing_to_say(share: Path, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    told = subprocess.run(command, cwd=share, capture_output=True, text=True, check=False)
    said = told.stdout + told.stderr
    assert told.returncode == 0, said
    # Debian 12's does not know `developer` yet, which newer ones ask for: that is no warning.
    assert not re.search(r"warning|error|hint|^[WE]:", said, re.IGNORECASE | re.MULTILINE), said
