"""What a painted file lacks: feet that know the last page, an outline, links, texts of signs."""

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import quote

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from promptrun_desktop.services.documents import Labels
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.ui.documents.paper import POINT, PageSize
from promptrun_desktop.ui.documents.pdf_ink import Said, marked
from promptrun_desktop.ui.documents.places import Heading, Link

_FOOT = "/Foot"
# In the outline.
_LONGEST = 80


class Leaf(NamedTuple):
    """What is known of a page, and of its foot, beside what is painted."""

    headings: list[Heading]
    links: list[Link]
    said: list[Said]
    said_below: list[Said]


def bind(
    stream: BinaryIO,
    body: bytes,
    feet: bytes,
    leaves: list[Leaf],
    paper: PageSize,
    title: str,
    labels: Labels,
    progress: Callable[[float], None],
) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(body)))
    # Texts of what is drawn are told since 1.5.
    writer.pdf_header = "%PDF-1.7"
    sources = PdfReader(BytesIO(feet)).pages
    pages = list(writer.pages)
    for number, (page, source, leaf) in enumerate(zip(pages, sources, leaves, strict=True)):
        progress(number / len(pages))
        _put_on(writer, page, source, leaf)
        links = [_link(each, paper) for each in leaf.links]
        if links:
            page[NameObject("/Annots")] = ArrayObject(writer._add_object(each) for each in links)
    _add_outline(writer, leaves, paper)
    writer.add_metadata({"/Title": title})
    root = writer.root_object
    root[NameObject("/PageLabels")] = _page_labels()
    root[NameObject("/Lang")] = TextStringObject(labels.language)
    wishes = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    if labels.rtl:
        wishes[NameObject("/Direction")] = NameObject("/R2L")
    root[NameObject("/ViewerPreferences")] = wishes
    writer.write(stream)


def _put_on(writer: PdfWriter, page: PageObject, source: PageObject, leaf: Leaf) -> None:
    """The foot as a form of its own, so that the two do not share names."""
    form = DecodedStreamObject()
    form.set_data(marked(_content(source), leaf.said_below))
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(page.mediabox),
            NameObject("/Resources"): source["/Resources"].clone(writer),
        }
    )
    resources = cast(DictionaryObject, page["/Resources"].get_object())
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    forms[NameObject(_FOOT)] = writer._add_object(form.flate_encode())
    body = DecodedStreamObject()
    data = marked(_content(page), leaf.said)
    foot = b"/Artifact <</Type /Pagination>> BDC\n%s Do\nEMC\n" % _FOOT.encode()
    body.set_data(b"q\n" + data + b"\nQ\n" + foot)
    # In the place of what it was, which would stay in the file and, unpacked, in memory.
    writer._replace_object(page.raw_get("/Contents"), body.flate_encode())


def _content(page: PageObject) -> bytes:
    contents = page.get_contents()
    return b"" if contents is None else contents.get_data()


def _page_labels() -> DictionaryObject:
    """1, 2, 3 …"""
    decimal = DictionaryObject({NameObject("/S"): NameObject("/D")})
    return DictionaryObject({NameObject("/Nums"): ArrayObject([NumberObject(0), decimal])})


def _link(link: Link, paper: PageSize) -> DictionaryObject:
    rect = link.rect
    edges = (rect.left(), paper.height - rect.bottom(), rect.right(), paper.height - rect.top())
    # Letters beyond ASCII as every browser writes them in an address.
    address = quote(link.href, safe="%/:?#[]@!$&'()*+,;=-._~")
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(each / POINT) for each in edges),
            NameObject("/Border"): ArrayObject(NumberObject(0) for _ in range(3)),
            NameObject("/A"): DictionaryObject(
                {
                    NameObject("/S"): NameObject("/URI"),
                    NameObject("/URI"): TextStringObject(address),
                }
            ),
        }
    )


def _short(title: str) -> str:
    """The first words of it."""
    line = one_line(title)
    if len(line) <= _LONGEST:
        return line
    words = line[:_LONGEST].rsplit(" ", 1)[0]
    return f"{words}…"


def _add_outline(writer: PdfWriter, leaves: list[Leaf], paper: PageSize) -> None:
    """Headings lie in the one above them that is of a higher rank."""
    open_: list[tuple[int, IndirectObject]] = []
    for number, leaf in enumerate(leaves):
        for heading in leaf.headings:
            while open_ and open_[-1][0] >= heading.level:
                open_.pop()
            top = (paper.height - heading.y) / POINT + 4
            item = writer.add_outline_item(
                title=_short(heading.title),
                page_number=number,
                parent=open_[-1][1] if open_ else None,
                fit=Fit.xyz(left=0, top=top),
                is_open=False,
            )
            open_.append((heading.level, item))
