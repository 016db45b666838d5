"""`python -m promptrun_desktop`, and the start of the installed program."""

import sys


def main() -> int:
    from promptrun_desktop.app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
