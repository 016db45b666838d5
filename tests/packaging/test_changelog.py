"""The changelog is read by version, and stops a release that does not fit it."""

import pytest
from installers import changelog
from installers.layout import VERSION

TEXT = """# Changelog

## 0.2.0 (unreleased)
More.

- One *thing*
  that `goes` on.
- Two.

## 0.1.0 (2026-11-05)
The first.

- All.
"""


def test_it_is_read_by_version() -> None:
    newest, oldest = changelog.entries(TEXT)
    assert newest.date == ""
    assert newest.points == ("One thing that goes on.", "Two.")
    assert oldest == changelog.Entry(
        "0.1.0", "2026-11-05", "The first.\n\n- All.", "The first.", ("All.",)
    )


def test_the_newest_is_that_of_the_program() -> None:
    assert changelog.entries()[0].version == VERSION


@pytest.mark.parametrize(
    ("tag", "heading", "reason"),
    [
        (f"v{VERSION}", f"{VERSION} (2026-12-24)", ""),
        ("v99", f"{VERSION} (2026-12-24)", "is not v"),
        (f"v{VERSION}", "0.0.1 (2026-12-24)", "begins with 0.0.1"),
        (f"v{VERSION}", f"{VERSION} (unreleased)", "unreleased"),
    ],
)
def test_only_what_fits_is_released(tag: str, heading: str, reason: str) -> None:
    newest = changelog.entries(f"## {heading}\nNew.\n\n- All.\n")[0]
    said = changelog.obstacle(tag, newest)
    assert reason in said
    assert bool(said) == bool(reason)


def test_it_prints_the_notes_of_a_release(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"## {VERSION} (2026-12-24)\nNew.\n\n- *All.*\n"
    entry = changelog.entries(text)[0]
    monkeypatch.setattr(changelog, "entries", lambda: [entry])
    assert changelog.main([f"v{VERSION}"]) == 0
    assert capsys.readouterr().out == "New.\n\n- *All.*\n"
    assert changelog.main([f"v{VERSION}", "--sentence"]) == 0
    assert capsys.readouterr().out == "New.\n"
    assert changelog.main(["v99"]) == 1
