"""`python -m promptrun_desktop`, and the start of the installed program."""

import sys
from collections.abc import Callable


def main() -> int:
    if (child := _child(sys.argv[1:2])) is not None:
        return child()
    from promptrun_desktop.app.cli import run

    return run(sys.argv[1:])


def _child(purpose: list[str]) -> Callable[[], int] | None:
    """What a process that the app started itself is for; it loads nothing of the window."""
    if purpose == ["--worker"]:
        from promptrun_desktop.app.worker.run import main as work

        return work
    if purpose == ["--draw-formulas"]:
        from promptrun_desktop.text.formula_child import main as draw

        return draw
    return None


if __name__ == "__main__":
    sys.exit(main())
