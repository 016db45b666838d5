"""Rules that no linter knows, read off the source."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "promptrun_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
# Dialogs open with open(), menus with popup(): exec nests the event loop.
# Foreign text is drawn as the characters it is: rich text would run what it says.
FORBIDDEN = {"exec", "exec_", "setMarkdown", "setHtml", "insertHtml", "insertMarkdown"}
# Labels that set the plain format themselves.
OWN_LABELS = {"Paragraph", "Chip", "ElidedLabel"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """What is called in a module, by its last name, and in which line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = node.func
            if isinstance(name, ast.Attribute):
                yield name.attr, node.lineno
            elif isinstance(name, ast.Name):
                yield name.id, node.lineno


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_no_dialog_blocks_and_no_text_is_taken_for_markup():
    found = [
        f"{where(path, line)} {name}"
        for path in MODULES
        for name, line in calls(path)
        if name in FORBIDDEN
    ]
    assert found == []


def test_no_group_is_repeated_possessively():
    """Before Python 3.11.5 such a repetition may keep half of a round that failed: `(?:ab?c)*+`
    takes "abca" of "abcab". An atomic group around a greedy repetition does not."""
    repeated = re.compile(r"(?<!\()\)(?:[*?+]|\{\d+,\d*\})\+")
    found = [
        where(path, number)
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if repeated.search(line)
    ]
    assert found == []


def test_widgets_do_not_wait():
    found = [
        where(path, node.lineno)
        for path in MODULES
        if (PACKAGE / "ui") in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    assert found == []


def test_every_label_shows_plain_text():
    for path in MODULES:
        made = [line for name, line in calls(path) if name == "QLabel"]
        made += [
            node.lineno
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef)
            and any(isinstance(base, ast.Name) and base.id == "QLabel" for base in node.bases)
        ]
        plain = sum(name == "setTextFormat" for name, _ in calls(path))
        assert plain >= len(made), [where(path, line) for line in made]


def test_labels_of_the_table_above_are_those_that_exist():
    made = {
        node.name
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "QLabel" for base in node.bases)
    }
    assert made == OWN_LABELS


def test_no_module_is_too_long():
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
        and "tests" not in path.relative_to(ROOT).parts[:1]
    ]
    assert long == []


def test_every_module_says_what_it_is_for():
    silent = [where(path, 1) for path in MODULES if not ast.get_docstring(tree(path))]
    assert silent == []


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed: which files belong to the project is unknown")
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a git checkout: which files belong to the project is unknown")
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [each for each in paths if each.is_file()]


def test_no_file_names_the_address_of_a_package_registry(tracked):
    # In pieces: this file is read as well.
    hosts = ("py" + "pi.org", "python" + "hosted.org", "conda." + "anaconda.org")
    pattern = re.compile("|".join(re.escape(each) for each in hosts), re.IGNORECASE)
    found = []
    for path in tracked:
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_no_file_names_a_folder_of_the_machine_it_was_written_on(tracked):
    folders = {f"{each}/".encode() for each in (ROOT, Path.home()) if len(each.parts) > 2}
    found = [
        path.relative_to(ROOT)
        for path in tracked
        if any(folder in path.read_bytes() for folder in folders)
    ]
    assert found == []
