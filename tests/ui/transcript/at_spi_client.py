"""A screen reader: starts the program named by its arguments, prints as JSON what it could read.

For the system's Python, whose package of the accessibility bus no other Python can load.
"""

import json
import subprocess
import sys
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)
PATIENCE = 10


def wait_for(find):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        GLib.MainContext.default().iteration(False)
        time.sleep(0.02)
    raise TimeoutError(find)


def children(node):
    return [node.get_child_at_index(number) for number in range(node.get_child_count())]


def tree(node):
    text = node.get_text_iface()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "says": node.get_description(),
        "text": Atspi.Text.get_text(text, 0, -1) if text else None,
        "shown": node.get_state_set().contains(Atspi.StateType.VISIBLE),
        "inside": [tree(child) for child in children(node)],
    }


def find(node, role, name=""):
    if node.get_role_name() == role and node.get_name().startswith(name):
        return node
    return next((found for child in children(node) if (found := find(child, role, name))), None)


def named(name):
    nodes = children(Atspi.get_desktop(0))
    return next((node for node in nodes if node and node.get_name() == name), None)


def act(node, name):
    count = Atspi.Action.get_n_actions(node)
    names = [Atspi.Action.get_action_name(node, number) for number in range(count)]
    Atspi.Action.do_action(node, names.index(name))


def slice_of(node, offset, granularity):
    found = Atspi.Text.get_string_at_offset(node, offset, granularity)
    return [found.content, found.start_offset, found.end_offset]


def path(node):
    names = []
    while node is not None and node.get_role_name() != "application":
        names.append(f"{node.get_role_name()} {node.get_name()}".strip())
        node = node.get_parent()
    return names


def read(program):
    app = wait_for(lambda: named("reader-test"))
    chat = wait_for(lambda: find(app, "list"))
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(event.any_data))
    listener.register("object:announcement")
    before = tree(chat)
    reply = chat.get_child_at_index(1)
    retry = find(reply, "push button", "Try again")
    unseen = chat.get_child_at_index(2).get_state_set()
    result = {
        "tree": before,
        "piece": Atspi.Text.get_text(reply, 4, 12),
        "word": slice_of(reply, 5, Atspi.TextGranularity.WORD),
        "line": slice_of(reply, 40, Atspi.TextGranularity.LINE),
        "letter": slice_of(reply, 2, Atspi.TextGranularity.CHAR),
        "way up": path(retry),
        "unseen": unseen.contains(Atspi.StateType.SHOWING),
    }
    act(retry, "Press")
    result["pressed"] = program.stdout.readline().strip()
    act(chat.get_child_at_index(2), "SetFocus")
    result["focused"] = program.stdout.readline().strip()
    program.stdin.write("You are welcome.\n")
    program.stdin.flush()
    wait_for(lambda: heard)
    result["heard"] = [str(each) for each in heard]
    wait_for(lambda: chat.get_child_count() > len(before["inside"]))
    result["last"] = tree(chat.get_child_at_index(3))
    return result


def main():
    Atspi.init()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(sys.argv[1:], **pipes) as program:
        try:
            print(json.dumps(read(program)))  # noqa: T201
        finally:
            program.terminate()


if __name__ == "__main__":
    main()
