"""Code into coloured spans line by line, with the state kept between calls.

Pygments' rules see a bounded stretch of text: the line they start in, a few lines after it, and
a comment or string that was opened to its end. So the cost is that of the new lines, and a rule
that goes astray does so on little text. Within one rule Python's `re` cannot be interrupted, and
it holds the interpreter's lock: that stretch is the only bound on it.
"""

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any

from promptrun_desktop.text.highlight import MOST_CHARACTERS, Token, find_lexer, token_of
from promptrun_desktop.text.lexer_tables import HEREDOC, Tables, tables

Span = tuple[int, int, Token]
Line = list[Span]

LONGEST_LINE = 10_000
# How far a rule sees: Pygments names a C function by the brace some lines further on.
_LINES_AHEAD = 10
_CHARACTERS_AHEAD = 4_000
# How long the end of a construct is waited for: quotes also stand alone, comments hardly do.
_MOST_QUOTED = 5_000
_MOST_COMMENTED = 50_000
_MOST_EMPTY_MATCHES = 100
_HEREDOC_WORD = re.compile(r"[-~]?[ \t]*[\"'\\]?(\w+)").match


class LineLexer:
    """Gives each line's spans as (start, end, token) in code points, in order, as it gets sure.

    `feed` and `finish` together return one list a line. A line longer than LONGEST_LINE stays
    plain. A language that is no table of Pygments' is coloured by `finish`, as a whole, up to
    MOST_CHARACTERS; one it does not know stays plain. Loading takes up to 80 ms.
    """

    def __init__(self, language: str) -> None:
        self._lexer = find_lexer(language)
        self._tables: Tables | None = tables(self._lexer) if self._lexer is not None else None
        self._stack = ["root"]
        self._context = copy.deepcopy(self._tables.context) if self._tables else None
        if self._context is not None:
            self._stack = self._context.stack
        self._text = ""
        self._ends: list[int] = []  # of the lines in the text, after their line breaks
        self._plain: set[int] = set()  # numbers in _ends of lines that were too long
        self._line = 0  # number in _ends of the line that is next to be sure
        self._position = 0
        self._found: dict[int, Line] = {}
        self._last = False  # no more text will come
        self._guess = False
        self._guessed_at = 0

    def copy(self) -> "LineLexer":
        """The same state, to go on from here a second time."""
        twin = copy.copy(self)
        twin._context = copy.deepcopy(self._context)
        twin._stack = twin._context.stack if twin._context is not None else list(self._stack)
        twin._ends = list(self._ends)
        twin._plain = set(self._plain)
        twin._found = {line: list(spans) for line, spans in self._found.items()}
        return twin

    def feed(self, lines: Sequence[str]) -> list[Line]:
        """Take whole lines, without their line breaks; return those that are sure by now."""
        if self._lexer is None:
            return [[] for _ in lines]
        parts = [self._text]
        size = len(self._text)
        for line in lines:
            if len(line) > LONGEST_LINE:
                self._plain.add(len(self._ends))
            part = line if len(line) <= LONGEST_LINE else ""
            parts += (part, "\n")
            size += len(part) + 1
            self._ends.append(size)
        self._text = "".join(parts)
        return self._settle() if self._tables is not None else []

    def finish(self) -> list[Line]:
        """Everything has come: the rest of the lines."""
        self._last = True
        if self._tables is not None:
            return self._settle()
        if self._lexer is None:
            return []
        if len(self._text) <= MOST_CHARACTERS:
            for start, kind, text in self._lexer.get_tokens_unprocessed(self._text):
                self._add(start, kind, text)
        return self._take(len(self._ends))

    def ahead(self) -> list[Line] | None:
        """A guess at the lines that are not sure yet; None if the last one is still good."""
        waiting = len(self._text) - self._position
        if self._tables is None or not self._ends:
            return None
        state = self._tables.state(self._stack[-1])
        count = len(self._ends) - self._line
        if state.content_end is not None and waiting > _CHARACTERS_AHEAD:
            # A long script is coloured anew only when it has grown by a part of itself.
            if waiting < self._guessed_at * 9 // 8:
                return None
            self._guessed_at = waiting
        twin = self.copy()
        twin._guess = True
        found: list[Line] = []
        if state.content_end is not None:
            found = twin.feed([f"</{state.content_tag}>"])
        return [*found, *twin.finish()][:count]

    def _settle(self) -> list[Line]:
        assert self._tables is not None
        for start, kind, text in self._tables.renamed(self._run(self._tables)):
            self._add(start, kind, text)
        line = self._line
        while line < len(self._ends) and self._ends[line] <= self._position:
            line += 1
        return self._take(line)

    def _take(self, end: int) -> list[Line]:
        """Hand out the lines up to `end`; keep one before the next as what rules look back at."""
        ready = [
            [] if line in self._plain else self._found.pop(line, [])
            for line in range(self._line, end)
        ]
        keep = end - 1
        self._line = end
        if keep > 0:
            cut = self._ends[keep - 1]
            self._text = self._text[cut:]
            self._ends = [place - cut for place in self._ends[keep:]]
            self._plain = {line - keep for line in self._plain if line >= keep}
            self._found = {line - keep: spans for line, spans in self._found.items()}
            self._position -= cut
            self._line -= keep
        return ready

    def _add(self, start: int, kind: Any, text: str) -> None:
        token = token_of(kind)
        if token is None or not text:
            return
        end = start + len(text)
        line = self._line
        while self._ends[line] <= start:
            line += 1
        while start < end:
            first = self._ends[line - 1] if line else 0
            stop = min(end, self._ends[line] - 1)
            if stop > start:
                _append(self._found.setdefault(line, []), start - first, stop - first, token)
            start = self._ends[line]
            line += 1

    def _horizon(self, line: int) -> int:
        """Where a rule that starts in a line stops seeing; -1 while that has not come."""
        first = self._ends[line - 1] if line else 0
        last = line
        while last < line + _LINES_AHEAD and self._ends[last] - first < _CHARACTERS_AHEAD:
            last += 1
            if last == len(self._ends):
                return self._ends[-1] if self._last else -1
        return self._ends[last]

    def _end_of_construct(self, line: int, horizon: int) -> tuple[int, Any]:
        """The horizon of what may open here, -1 to wait; and the kind of what stays open."""
        assert self._tables is not None
        state = self._tables.state(self._stack[-1])
        text, position = self._text, self._position
        if state.content_end is not None:
            limit = position + MOST_CHARACTERS
            found = state.content_end(text, position, limit)
            if found is not None:
                return max(horizon, found.end()), None
            return (horizon if self._last or limit <= len(text) else -1), None
        for opens, end, kind in state.openers.get(text[position], ()):
            if not text.startswith(opens, position):
                continue
            limit = position + (_MOST_QUOTED if len(opens) == 1 else _MOST_COMMENTED)
            start, closes = position + len(opens), end
            if end == HEREDOC:
                word = _HEREDOC_WORD(text, start)
                if word is None:
                    continue
                closes, start = word[1], word.end() + 1
            found_at = text.find(closes, start, limit)
            if found_at >= 0:
                while self._ends[line] <= found_at + len(closes) - 1:
                    line += 1
                return max(horizon, self._ends[line]), None
            if limit > len(text):
                return (len(text), kind if self._guess else None) if self._last else (-1, None)
        return horizon, None

    def _run(self, tables: Tables) -> Iterator[tuple[int, Any, str]]:  # noqa: PLR0912
        """Pygments' loop over its rules, which stops where text to come could matter.

        One function: it turns for every token, and calls would cost as much as the rules.
        """
        text, size = self._text, len(self._text)
        line, horizon, empty = self._line, 0, 0
        stack, context = self._stack, self._context
        state = tables.state(stack[-1])
        while self._position < size:
            position = self._position
            while self._ends[line] <= position:
                line, horizon = line + 1, 0
            if horizon == 0:
                horizon = self._horizon(line)
            if horizon < 0:
                return
            seen = horizon
            if state.content_end is not None or text[position] in state.openers:
                seen, open_kind = self._end_of_construct(line, horizon)
                if seen < 0:
                    return
                if open_kind is not None:
                    self._position = size
                    yield position, open_kind, text[position:]
                    return
            for match, action, new_state in state.rules:
                found = match(text, position, seen)
                if not found:
                    continue
                end = found.end()
                if action is None:
                    pass
                elif not callable(action):
                    yield position, action, found.group()
                elif context is not None:
                    context.text, context.pos, context.end = text, position, seen
                    yield from action(tables.lexer, found, context)
                    context.text = ""
                    end = context.pos
                    stack = self._stack = context.stack
                else:
                    yield from action(tables.lexer, found)
                self._position = end
                empty = empty + 1 if end == position else 0
                if new_state is not None:
                    _move(stack, new_state)
                state = tables.state(stack[-1])
                break
            else:
                if text[position] == "\n":
                    stack[:] = ["root"]
                    state = tables.state("root")
                self._position += 1
            if empty > _MOST_EMPTY_MATCHES:
                self._position, empty = self._position + 1, 0


def _move(stack: list[str], new_state: Any) -> None:
    """Change the stack as a rule says: names to push, "#pop", "#push", or minus how many to pop."""
    if isinstance(new_state, int):
        del stack[max(1, len(stack) + new_state) :]
        return
    for name in new_state if isinstance(new_state, tuple) else (new_state,):
        if name == "#push":
            stack.append(stack[-1])
        elif name != "#pop":
            stack.append(name)
        elif len(stack) > 1:
            stack.pop()


def _append(spans: Line, start: int, end: int, token: Token) -> None:
    if spans and spans[-1][1:] == (start, token):
        spans[-1] = (spans[-1][0], end, token)
    else:
        spans.append((start, end, token))
