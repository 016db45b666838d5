"""`python -m guide`: the pictures and the pages; `--pages` leaves the pictures as they are."""

import argparse
import sys
from pathlib import Path

from guide import site


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py guide", description=__doc__)
    parser.add_argument("--pages", action="store_true", help="only the pages, not the pictures")
    parser.add_argument("--into", type=Path, help="put the pictures there, and write no pages")
    asked = parser.parse_args()
    if not asked.pages:
        # Before anything of Qt is imported.
        from guide.stage import prepare

        prepare()
        from guide.scenes import take_pictures

        tell(take_pictures(asked.into))
    if asked.into is None:
        tell(site.write())
    return 0


def tell(written: list[Path]) -> None:
    size = sum(each.stat().st_size for each in written)
    print(f"{len(written)} files, {size / 1000:.0f} kB in {written[0].parent}")


if __name__ == "__main__":
    sys.exit(main())
