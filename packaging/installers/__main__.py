"""`python -m installers [deb|tarball|appimage|windows|macos|flatpak …]`, or `--check`."""

import argparse
import sys

from installers.products import PRODUCTS, CannotBuildError, build


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument("products", nargs="*", choices=[*PRODUCTS, []], metavar="PRODUCT")
    parser.add_argument("--check", action="store_true", help="build, install and try them")
    asked = parser.parse_args()
    if asked.check:
        from installers.check.run import check

        return check()
    failed = False
    for name in asked.products or PRODUCTS:
        try:
            made = build(name)
        except CannotBuildError as reason:
            print(f"{name}: not made here: {reason}")
            failed = failed or name in asked.products
            continue
        for path in made:
            print(f"{name}: {path.name}, {path.stat().st_size / 1e6:.1f} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
