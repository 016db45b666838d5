import sys
import time

from promptrun_desktop.services.typesetter import Typesetter
from promptrun_desktop.text.formula import outline

NEVER_DRAWN = r"\underbrace{" * 70 + "x" + "}" * 70
# A process which answers the first question as ours does, and ends at each that says "end".
CHILD = """
import json, sys
for line in sys.stdin:
    if "end" in line:
        sys.exit(1)
    print(json.dumps([1.0, 2.0, 3.0, "ML", [0, 0, 1, 1]]), flush=True)
"""

IMPATIENT = """
from promptrun_desktop.text import formula_child
formula_child.PATIENCE = 1.0
formula_child.main()
"""


def test_a_formula_drawn_in_another_process_is_the_same():
    typesetter = Typesetter()
    assert typesetter.outline(r"\frac{a}{b}", True) == outline(r"\frac{a}{b}", True)
    assert typesetter.outline(r"\foo", True) is None
    assert typesetter.outline("x", False) == outline("x", False)
    typesetter.close()


def test_a_formula_that_would_take_years_is_given_up_and_the_next_is_drawn():
    typesetter = Typesetter([sys.executable, "-c", IMPATIENT])
    started = time.monotonic()
    assert typesetter.outline(NEVER_DRAWN, True) is None
    assert time.monotonic() - started < 30
    assert typesetter.outline("x", True) is not None
    typesetter.close()


def test_who_ends_the_process_again_and_again_is_not_answered_any_more():
    typesetter = Typesetter([sys.executable, "-c", CHILD])
    assert typesetter.outline("x", True) is not None
    for _ in range(typesetter.MOST_ENDS):
        assert typesetter.outline("end", True) is None
    assert typesetter.outline("x", True) is None
    typesetter.close()


def test_a_process_that_cannot_be_started_draws_nothing():
    typesetter = Typesetter(["/nowhere/at/all"])
    assert typesetter.outline("x", True) is None
    typesetter.close()


def test_closing_ends_the_process_and_asking_starts_another():
    typesetter = Typesetter([sys.executable, "-c", CHILD])
    assert typesetter.outline("x", True) is not None
    process = typesetter._process
    typesetter.close()
    assert process.poll() is not None
    assert typesetter.outline("x", True) is not None
    typesetter.close()


def test_the_process_is_told_nothing_of_the_environment_that_it_does_not_need(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/somewhere")
    told = "import json, os; input(); print(json.dumps([1, 2, 3, [], sorted(os.environ)]))"
    typesetter = Typesetter([sys.executable, "-c", told])
    outline = typesetter.outline("x", False)
    typesetter.close()
    assert outline is not None
    assert "PATH" in outline.places
    assert not {"OPENAI_API_KEY", "DBUS_SESSION_BUS_ADDRESS"} & set(outline.places)
