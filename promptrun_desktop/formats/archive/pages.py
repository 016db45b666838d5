"""The pages of the archive that show chats: their frame, and one chat."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from promptrun_desktop.formats import webpage
from promptrun_desktop.formats.content import Content
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels

# Were something to slip through, a browser would still load nothing from elsewhere. To a page from
# the disk 'self' is the disk, in Chromium, Firefox and Safari alike.
_POLICY = "default-src 'none'; style-src 'self';{script} base-uri 'none'; form-action 'none'"
_SCRIPT = " script-src 'self';"


def chat_page(content: Content, labels: Labels, draw: Draw, style: str) -> bytes:
    """In the folder `chats`; a message can be linked to as #m1, #m2, …, the instructions as #m0."""
    back = link("../index.html", labels.all_chats, kind="back")
    return page(
        content.title,
        labels,
        [f"<nav>{back}</nav>", webpage.main_of(content, labels, draw, anchors=True)],
        up="../",
        style=style,
    )


def page(
    title: str,
    labels: Labels,
    body: Iterable[str],
    *,
    up: str,
    style: str,
    scripts: Iterable[str] = (),
) -> bytes:
    """`style` and `scripts` are names in the folder `parts`; `up` is the way to the folder that it
    is in."""
    files = list(scripts)
    direction = "rtl" if labels.rtl else "ltr"
    policy = _POLICY.format(script=_SCRIPT if files else "")
    head = [
        f'<!DOCTYPE html>\n<html lang="{escape(labels.language)}" dir="{direction}">\n<head>',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f'<link rel="stylesheet" href="{up}parts/{style}">',
        *(f'<script src="{up}parts/{each}" defer></script>' for each in files),
        "</head>\n<body>",
    ]
    return "\n".join((*head, *body, "</body>\n</html>\n")).encode()


def link(address: str, text: str, kind: str = "") -> str:
    """`address` is a path below the archive's folder."""
    named = f' class="{kind}"' if kind else ""
    return f'<a href="{quote(address)}"{named} dir="auto">{escape(text)}</a>'
