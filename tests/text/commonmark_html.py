"""The specification's HTML and blocks, both as what a reader sees: blocks of styled characters.

A span has a set of styles and one address, so emphasis in emphasis is emphasis, and the order in
which tags are nested is not compared. Titles of links are not shown. Addresses are compared as
characters: percent signs are for whoever opens them. A picture is a link, unless a link is around
it. A link without an address is text; one without text shows its address. HTML in the Markdown is
shown as its characters: a tag of the expected HTML that stands in the Markdown as it is, is text.
"""

import re
from dataclasses import replace
from html import escape, unescape
from urllib.parse import unquote

from promptrun_desktop.text.block import RawHtml

from .to_html import to_html

_TAG = re.compile(
    r"</?(?:p|em|strong|code|pre|[uo]l|li|blockquote|h[1-6]|a|br|hr|img)"
    r"(?: (?:href|src|alt|title|class|start)=\"[^\"]*\")*(?: /)?>"
)
_NAME = re.compile(r"</?(\w+)")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_INLINE = {"em", "strong", "code", "a", "br", "img"}


def expected(html, markdown):
    """The characters and tags of an example; a block of code has no final line break."""
    if "</code></pre>" not in markdown:
        html = html.replace("\n</code></pre>", "</code></pre>")
    return _seen(html, lambda tag: tag in markdown and tag != "<br />")


def shown(blocks):
    plain = (
        replace(block, text=escape(block.text)) if isinstance(block, RawHtml) else block
        for block in blocks
    )
    return _seen(to_html(plain), lambda tag: False)


def _seen(html, is_text):
    seen, open_tags, place = [], [], 0
    for tag in _TAG.finditer(html):
        _add(seen, unescape(html[place : tag.start()]), open_tags)
        if is_text(tag[0]):
            _add(seen, tag[0], open_tags)
            place = tag.end()
            continue
        place = tag.end()
        _take(tag[0], seen, open_tags)
    _add(seen, unescape(html[place:]), open_tags)
    return _without_spaces_at_edges(seen)


def _take(tag, seen, open_tags):
    name = _NAME.match(tag)[1]
    attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}
    if name == "br":
        _add(seen, "\n", open_tags)
    elif name == "img":
        address = attributes["src"]
        _add(seen, attributes.get("alt") or address, [("a", address), *open_tags])
    elif name not in _INLINE or "pre" in open_tags:
        seen.append((tag.split()[0].strip("</>"), tag[1] != "/", attributes.get("start")))
        seen[-1] += (attributes.get("class"),)
        if name == "pre":
            open_tags[:] = ["pre"] if tag[1] != "/" else []
    elif tag[1] != "/":
        open_tags.append((name, attributes.get("href")))
        if name == "a":
            seen.append(("link", len(seen), attributes.get("href")))
    else:
        _close(name, seen, open_tags)


def _close(name, seen, open_tags):
    for index in range(len(open_tags) - 1, -1, -1):
        if open_tags[index][0] == name:
            _, address = open_tags[index]
            if name == "a" and seen and seen[-1][0] == "link":
                _add(seen, address, open_tags)
            del open_tags[index]
            return


def _add(seen, text, open_tags):
    if "pre" in open_tags:
        seen.extend((char, frozenset(), None) for char in text)
        return
    styles = frozenset(each[0] for each in open_tags if each[0] != "a")
    links = [unquote(each[1]) for each in open_tags if each[0] == "a" and each[1]]
    address = links[-1] if links else None
    seen.extend((" " if char.isspace() else char, styles, address) for char in text)


def _without_spaces_at_edges(seen):
    """Spaces and line ends are one between characters, and none beside a block's tags."""
    kept, in_code = [], False
    for each in seen:
        if each[0] == "link":
            continue
        if each[0] == "pre":
            in_code = each[1]
        if each[0] == " " and not in_code and (not kept or kept[-1][0] == " " or len(kept[-1]) > 3):
            continue
        if in_code:
            kept.append(each)
            continue
        if len(each) > 3 and kept and kept[-1][0] == " ":
            kept.pop()
        if each[0] == "\n" and kept and len(kept[-1]) > 3:
            continue
        while len(each) > 3 and kept and kept[-1][0] == "\n":
            kept.pop()
        kept.append(each)
    if kept and kept[-1][0] == " ":
        kept.pop()
    return kept
