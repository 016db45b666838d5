"""Which windows there are, and what is painted in them."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from installers.check.inside.pictures import PAINTED, Picture
from installers.check.inside.program import said, settle
from installers.check.inside.servers import FRAME, SIZE, SessionError, wait

_APP_ID = re.compile(r'xdg_toplevel[@#]\d+\.set_app_id\("([^"]*)"\)')
_TITLE = re.compile(r'xdg_toplevel[@#]\d+\.set_title\("([^"]*)"\)')


@dataclass(frozen=True)
class Window:
    """`names` are what a desktop may know the program by."""

    title: str
    names: tuple[str, ...]
    place: tuple[int, int, int, int]
    id: str = ""


def of_x11(display: dict[str, str]) -> list[Window]:
    """Raises SessionError."""
    done = subprocess.run(
        ["wmctrl", "-l", "-x", "-G"], check=False, capture_output=True, text=True, env=display
    )
    return [parse(line, os.uname().nodename) for line in done.stdout.splitlines()]


def parse(line: str, machine: str) -> Window:
    """As wmctrl writes: id, desktop, x, y, width, height, instance.class, machine, title."""
    numbers = re.match(r"(\S+) +\S+ +(-?\d+) +(-?\d+) +(\d+) +(\d+) +", line)
    if not numbers:
        raise SessionError(f"not a line of wmctrl: {line}")
    names, _, title = line[numbers.end() :].partition(f" {machine} ")
    x, y, width, height = map(int, numbers.groups()[1:])
    return Window(title, _names(names.strip()), (x, y, width, height), numbers[1])


def _names(pair: str) -> tuple[str, ...]:
    """Every way in which "a.b.c" may be an instance and a class."""
    cuts = [i for i, letter in enumerate(pair) if letter == "."]
    return tuple({each for i in cuts for each in (pair[:i], pair[i + 1 :])})


def of_wayland() -> list[Window]:
    """As the program told the compositor, in its log; the newest title is the one shown."""
    text = said()
    titles, ids = _TITLE.findall(text), _APP_ID.findall(text)
    if not titles or not ids:
        return []
    return [Window(titles[-1], (ids[-1],), (0, 0, *SIZE))]


def close(window: Window, display: dict[str, str]) -> None:
    subprocess.run(["wmctrl", "-i", "-c", window.id], check=True, env=display)


def press(key: str, display: dict[str, str]) -> None:
    """In the window that has the keyboard."""
    subprocess.run(["xdotool", "key", key], check=True, env=display)


def wait_until_painted(window: Window, before: Picture) -> int:
    """How many colours came with it, once it is more than a frame. Raises SessionError."""

    def colours() -> int:
        found = picture().colours(window.place, before)
        return found if found >= PAINTED else 0

    return int(wait(f"paint in “{window.title}”", colours))


def background() -> Picture:
    """As it is before any window; weston takes a moment for its own. Raises SessionError."""
    settle(lambda: picture().rows)
    return picture()


def picture() -> Picture:
    return Picture(FRAME.read_bytes())


def shoot(path: Path) -> None:
    picture().save(path)
