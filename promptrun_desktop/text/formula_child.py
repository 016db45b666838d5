"""`python -m promptrun_desktop.text.formula_child`: draws formulas in a process of its own.

A question a line on its input, [latex, display]; an answer a line on its output: null, or
[width, ascent, descent, commands, places]. It ends with its input, and where one formula takes too
long: some nest so that drawing them would take years.
"""

import faulthandler
import json
import os
import sys
from typing import TextIO

from promptrun_desktop.text.formula import outline

# For one formula; hundreds of times what those take that people read.
PATIENCE = 8.0


def main() -> int:
    answers = sys.stdout
    # Whatever else is written there would be taken for an answer.
    sys.stdout = sys.stderr
    # Loading what draws takes half a second, which is not the first formula's fault.
    outline("x", False)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  not a path of ours
        for question in sys.stdin:
            latex, display = json.loads(question)
            faulthandler.dump_traceback_later(PATIENCE, exit=True, file=nowhere)
            _answer(answers, latex, display)
            faulthandler.cancel_dump_traceback_later()
    return 0


def _answer(answers: TextIO, latex: str, display: bool) -> None:
    found = outline(latex, display)
    value = found and (
        found.width,
        found.ascent,
        found.descent,
        found.commands,
        found.places,
    )
    answers.write(json.dumps(value) + "\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
