import sys
import time

from promptrun_desktop.services.typesetter import Drawing, Typesetter
from promptrun_desktop.text.formula import LONGEST, Outline, outline

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


class Counting(Typesetter):
    """Draws nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, bool]] = []

    def outline(self, latex: str, display: bool) -> Outline | None:
        self.asked.append((latex, display))
        return None if latex == "end" else Outline(1, 1, 0, "M", (0.0, 0.0))


def test_of_a_document_each_formula_is_drawn_once_and_a_hopeless_one_too():
    typesetter = Counting()
    draw = Drawing(typesetter)
    drawn = [draw(latex, False) for latex in ("x", "end", "x", "end", "x" * (LONGEST + 1))]
    assert [each is not None for each in drawn] == [True, False, True, False, False]
    assert draw("x", True) is not None
    assert typesetter.asked == [("x", False), ("end", False), ("x", True)]
    draw.close()
