"""Finds `resources/` in a checkout or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file shipped with the app; it is not checked for existence."""
    # A wheel carries the folder inside the package; an editable install finds it beside it.
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
