"""Blocks back into the HTML of the CommonMark specification: the proof that nothing got lost."""

from html import escape

from promptrun_desktop.text.block import (
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Rule,
    Span,
    Style,
    Table,
)

_MARKS = (
    (Style.ITALIC, "em"),
    (Style.BOLD, "strong"),
    (Style.STRIKE, "del"),
    (Style.MATH, "math"),
    (Style.CODE, "code"),
)


def to_html(blocks):
    """One line a tag or text; soft line breaks are spaces."""
    lines, open_path = [], ()
    for block in blocks:
        kept = len(block.path) - block.opens
        assert open_path[:kept] == block.path[:kept], "a block left a container that it stays in"
        _close(lines, open_path[kept:], (*block.path[kept:], None))
        _open(lines, open_path[kept:], block.path[kept:])
        open_path = block.path
        lines += _one(block, open_path)
    _close(lines, open_path, (None,))
    return "\n".join(lines)


def _same_list(left, right):
    return isinstance(left, Item) and isinstance(right, Item) and left.list_id == right.list_id


def _close(lines, old, new):
    for depth in range(len(old) - 1, -1, -1):
        container = old[depth]
        if isinstance(container, Quote):
            lines.append("</blockquote>")
            continue
        lines.append("</li>")
        if depth > 0 or not _same_list(container, new[0]):
            lines.append("</ul>" if container.number is None else "</ol>")


def _open(lines, old, new):
    for depth, container in enumerate(new):
        if isinstance(container, Quote):
            lines.append("<blockquote>")
            continue
        if depth > 0 or not (old and _same_list(old[0], container)):
            assert container.index == 0
            start = container.number
            tag = "ul" if start is None else "ol" if start == 1 else f'ol start="{start}"'
            lines.append(f"<{tag}>")
        lines.append("<li>")
        if container.task is not None:
            lines.append("[x]" if container.task else "[ ]")


def _one(block, path):
    match block:
        case Paragraph(spans=()):
            return []
        case Paragraph(spans=spans):
            tight = path and isinstance(path[-1], Item) and path[-1].tight
            return [_inline(spans) if tight else f"<p>{_inline(spans)}</p>"]
        case Heading(level=level, spans=spans):
            return [f"<h{level}>{_inline(spans)}</h{level}>"]
        case CodeBlock(language=language, code=code):
            name = f' class="language-{escape(language)}"' if language else ""
            return [f"<pre><code{name}>{escape(code)}</code></pre>"]
        case RawHtml(text=text):
            return [text]
        case Rule():
            return ["<hr />"]
        case Table(alignments=alignments, head=head, rows=rows):
            return [
                "<table>",
                *(_row("th", head, alignments)),
                *_rows(rows, alignments),
                "</table>",
            ]
    raise AssertionError(block)


def _rows(rows, alignments):
    return [line for row in rows for line in _row("td", row, alignments)]


def _row(tag, cells, alignments):
    sides = (f' align="{side}"' if side else "" for side in alignments)
    inner = (f"<{tag}{side}>{_inline(c)}</{tag}>" for c, side in zip(cells, sides, strict=True))
    return ["<tr>", *inner, "</tr>"]


def _inline(spans):
    out, opened = [], []
    for span in (*spans, Span("")):
        wanted = ([f'a href="{escape(span.href)}"'] if span.href else []) + [
            tag for style, tag in _MARKS if span.style & style
        ]
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] == wanted[shared]:
            shared += 1
        out += [f"</{tag.split()[0]}>" for tag in reversed(opened[shared:])]
        out += [f"<{tag}>" for tag in wanted[shared:]]
        opened = wanted
        out.append(escape(span.text, quote=False).replace("\n", "<br />"))
    return "".join(out)
