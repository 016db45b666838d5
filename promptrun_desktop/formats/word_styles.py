"""How a Word document looks: a person changes a style there, and the whole document follows."""

from collections.abc import Iterator

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
# In twentieths of a point, as all lengths here: how far a list or a quote moves its text in.
UNIT = 400
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1247
# What surrounds code is as wide as its padding.
CODE_EDGE = 100
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
LINE = "C9D0DA"

_DIM, _FAINT, _ACCENT, _WARN = "58616C", "646D78", "3052CC", "8A5A00"
_CODE, _USER, _HEAD = "F4F5F8", "EEF2FC", "EDEFF2"
_MONOSPACE = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>'
_EAST_ASIAN = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}


def styles(language: str, east_asian: str, right_to_left: str) -> Iterator[str]:
    """`language` is that of the document, the others what text of such scripts is taken for."""
    font = _EAST_ASIAN[east_asian[:2]]
    yield f"<w:styles {NAMESPACES}>\n<w:docDefaults><w:rPrDefault><w:rPr>"
    yield f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="{font}" w:cs="Arial"/>'
    yield f'{_size(11)}<w:lang w:val="{language}" w:eastAsia="{east_asian}"'
    yield f' w:bidi="{right_to_left}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n'
    yield _style("paragraph", "Normal", "Normal", _spaced(0, 0, 264), default=True)
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True)
    yield _style("table", "TableNormal", "Normal Table", _CELLS, default=True)
    yield from _headings()
    yield from _paragraphs()
    yield from _characters()
    yield _table()
    yield "</w:styles>\n"


def _headings() -> Iterator[str]:
    looks = f"<w:b/><w:bCs/>{_size(22)}"
    yield _paragraph("Title", "Title", f"<w:keepNext/>{_spaced(0, 160)}", looks, following="Normal")
    above = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="10" w:color="{LINE}"/></w:pBdr>'
    looks = f"<w:b/><w:bCs/>{_colour(_ACCENT)}{_size(14)}"
    yield _heading(1, above + _spaced(440, 60), looks)
    for level, size in enumerate((15, 13, 12, 11, 11, 11), 2):
        looks = "<w:i/><w:iCs/>" if level > 5 else "<w:b/><w:bCs/>"
        yield _heading(level, _spaced(280 - 20 * level, 80), looks + _size(size))


def _paragraphs() -> Iterator[str]:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="2400"/></w:tabs>'
    facts = f'{tabs}<w:ind w:left="2400" w:hanging="2400"/>'
    body = _spaced(100, 100)
    bar = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="12" w:color="{LINE}"/></w:pBdr>'
    padding = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="{_CODE}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    shade = f'<w:pBdr>{padding}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{_CODE}"/>'
    asked = f"<w:pBdr>{padding.replace(_CODE, _USER)}</w:pBdr>"
    asked += f'<w:shd w:val="clear" w:color="auto" w:fill="{_USER}"/>'
    apart = "<w:contextualSpacing/>"
    inside = f'<w:ind w:left="{CODE_EDGE}" w:right="{CODE_EDGE}"/>{apart}'
    yield _paragraph("Facts", "Chat Facts", facts, _colour(_DIM))
    yield _paragraph("Details", "Message Details", f"<w:keepNext/>{_spaced(0, 80)}",
                     _colour(_FAINT) + _size(9))  # fmt: skip
    yield _paragraph("Ending", "Message Ending", _spaced(80, 80), f"<w:i/><w:iCs/>{_colour(_WARN)}")
    yield _paragraph("Question", "Question", asked + _spaced(100, 100) + inside)
    yield _paragraph("ThinkingTitle", "Thinking Title", f"<w:keepNext/>{_spaced(80, 20)}",
                     f"<w:b/><w:bCs/>{_colour(_FAINT)}{_size(9.5)}")  # fmt: skip
    yield _paragraph("Thinking", "Thinking", bar + _spaced(0, 160) +
                     f'<w:ind w:left="{UNIT}"/>{apart}', _colour(_DIM) + _size(9.5))  # fmt: skip
    yield _paragraph("BodyText", "Body Text", body)
    yield _paragraph("ListParagraph", "List Paragraph", _spaced(60, 60))
    yield _paragraph("Quote", "Quote", bar + body + f'<w:ind w:left="{UNIT}"/>', _colour(_DIM))
    yield _paragraph("CodeLanguage", "Code Language", f"<w:keepNext/>{_spaced(100, 20)}",
                     _colour(_FAINT) + _size(9))  # fmt: skip
    yield _paragraph("Code", "Code", shade + _spaced(80, 140, 252) + inside,
                     f"{_MONOSPACE}<w:noProof/>{_size(9.5)}")  # fmt: skip
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{LINE}"/></w:pBdr>'
    yield _paragraph("Rule", "Horizontal Line", rule + _spaced(60, 200), _size(4))
    yield _paragraph("TableText", "Table Text", _spaced(0, 0, 252), _size(10))
    yield _paragraph("Gap", "Gap", _spaced(0, 0, 120, "exact"), _size(4))
    yield _paragraph("Footer", "footer", '<w:jc w:val="center"/>', _colour(_FAINT) + _size(9))


def _characters() -> Iterator[str]:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_CODE}"/>'
    yield _character("InlineCode", "Inline Code", f"{_MONOSPACE}<w:noProof/>{_size(10)}{shade}")
    yield _character("Formula", "Formula Source", f"{_MONOSPACE}<w:noProof/>{_size(10)}")
    yield _character("Hyperlink", "Hyperlink", f'{_colour(_ACCENT)}<w:u w:val="single"/>')
    yield _character("FactName", "Fact Name", _colour(_FAINT))
    yield _character("CodeKeyword", "Code Keyword", _colour("B3261E"))
    yield _character("CodeString", "Code String", _colour("1F6F43"))
    yield _character("CodeName", "Code Name", _colour("6A3FC4"))
    yield _character("CodeNumber", "Code Number", _colour("6A3FC4"))
    yield _character("CodeComment", "Code Comment", f"<w:i/><w:iCs/>{_colour(_FAINT)}")


# Nothing of a table is as wide as its text by itself.
_CELLS = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def _table() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:tcPr></w:tblStylePr>'
    )
    inner = f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{head}"
    return _style("table", "ChatTable", "Chat Table", inner, based="TableNormal")


def _heading(level: int, properties: str, looks: str) -> str:
    properties = f"<w:keepNext/><w:keepLines/>{properties}"
    properties += f'<w:outlineLvl w:val="{level - 1}"/>'
    name = f"heading {level}"
    return _paragraph(f"Heading{level}", name, properties, looks, following="BodyText")


def _paragraph(key: str, name: str, properties: str, looks: str = "", following: str = "") -> str:
    looks = looks and f"<w:rPr>{looks}</w:rPr>"
    inner = f"<w:pPr>{properties}</w:pPr>{looks}"
    return _style("paragraph", key, name, inner, based="Normal", following=following)


def _character(key: str, name: str, looks: str) -> str:
    inner = f"<w:rPr>{looks}</w:rPr>"
    return _style("character", key, name, inner, based="DefaultParagraphFont")


def _style(
    kind: str,
    key: str,
    name: str,
    inner: str = "",
    *,
    based: str = "",
    following: str = "",
    default: bool = False,
) -> str:
    if default and kind == "paragraph":
        inner = f"<w:pPr>{inner}</w:pPr>"
    chosen = ' w:default="1"' if default else ""
    parts = [
        f'<w:style w:type="{kind}"{chosen} w:styleId="{key}"><w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{based}"/>' if based else "",
        f'<w:next w:val="{following}"/>' if following else "",
        f"<w:qFormat/>{inner}</w:style>\n",
    ]
    return "".join(parts)


def _spaced(before: int, after: int, line: int = 264, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def _colour(rgb: str) -> str:
    return f'<w:color w:val="{rgb}"/>'
