"""The pages of the archive that show chats: their frame, and one chat."""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from promptrun_desktop.formats import webpage
from promptrun_desktop.formats.content import Content
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels

# Were something to slip through, a browser would still load nothing from elsewhere. Both policies
# hold: to a page from the disk, 'self' is the disk in Chromium and Firefox, but in Safari all of
# https as well; file: is the disk everywhere, but on Windows the shared folders of others as well.
_SOURCES = ("'self'", "file:")


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
    script: str = "",
) -> bytes:
    """`style` and `script` are names in the folder `parts`; `up` is the way to where that is."""
    direction = "rtl" if labels.rtl else "ltr"
    head = [
        f'<!DOCTYPE html>\n<html lang="{escape(labels.language)}" dir="{direction}">\n<head>',
        '<meta charset="utf-8">',
        *(
            f'<meta http-equiv="Content-Security-Policy" content="{each}">'
            for each in _policies(has_script=bool(script))
        ),
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f'<link rel="stylesheet" href="{up}parts/{style}">',
        *([f'<script src="{up}parts/{script}" defer></script>'] if script else []),
        "</head>\n<body>",
    ]
    return "\n".join((*head, *body, "</body>\n</html>\n")).encode()


def _policies(*, has_script: bool) -> Iterator[str]:
    for source in _SOURCES:
        kinds = ("style-src", "script-src") if has_script else ("style-src",)
        allowed = "; ".join(f"{kind} {source}" for kind in kinds)
        yield f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def link(address: str, text: str, kind: str = "") -> str:
    """`address` is a path below the archive's folder."""
    named = f' class="{kind}"' if kind else ""
    return f'<a href="{quote(address)}"{named} dir="auto">{escape(text)}</a>'
