"""Makes a library ahead of its first use: `python -m benchmarks.library CHATS MESSAGES`."""

import sys

from benchmarks.library.kept import library


def main(chats: str, messages: str) -> None:
    made = library(int(chats), int(messages))
    print(f"{made.profile.root}: {made.facts}; indexed in {made.indexing:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
