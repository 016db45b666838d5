"""What a Word document is written on: its pages, their numbers, and how Word is to treat it."""

from collections.abc import Iterator

from promptrun_desktop.formats.word_styles import MARGIN, NAMESPACES, PAGE_HEIGHT, PAGE_WIDTH

# Without these Word opens it as one of an old version.
_MODE = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)
_TAB = 480


def page(*, rtl: bool) -> str:
    """The end of the body."""
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/>'
        f"{'<w:bidi/>' if rtl else ''}</w:sectPr>\n"
    )


def footer() -> Iterator[str]:
    yield f'<w:ftr {NAMESPACES}>\n<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    yield '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>\n</w:ftr>\n'


def settings() -> Iterator[str]:
    yield f'<w:settings {NAMESPACES}>\n<w:defaultTabStop w:val="{_TAB}"/>\n<w:compat>\n'
    for name, value in _MODE:
        yield f'<w:compatSetting w:name="{name}" w:val="{value}"'
        yield ' w:uri="http://schemas.microsoft.com/office/word"/>\n'
    yield '</w:compat>\n<m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>\n</w:settings>\n'
