"""The file around a Word document: its parts in a zip that is the same for the same content."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from promptrun_desktop.formats.word_links import Links
from promptrun_desktop.formats.word_text import character_data

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# When it was made is nobody's business: the first time that a zip can hold.
_THEN = (1980, 1, 1, 0, 0, 0)
# What stands beside the document and belongs to it.
_BESIDE = ("styles", "numbering", "settings", "footer")


def package(parts: Mapping[str, Iterable[str]]) -> bytes:
    """`parts` by their file names; they are read in their order, each when its turn comes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, pieces in (*_frame(), *parts.items()):
            # Of the system on which it was made nothing is noted either.
            info = ZipInfo(name, _THEN)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as file:
                file.write(_DECLARATION.encode())
                for piece in pieces:
                    file.write(piece.encode())
    return stream.getvalue()


def core_properties(title: str, language: str, created: datetime | None) -> Iterator[str]:
    """No author and no company: Word shows what it does not know as empty."""
    yield f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    yield ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    yield f"<dc:title>{character_data(title)}</dc:title>\n"
    yield f"<dc:language>{character_data(language)}</dc:language>\n"
    if created:
        moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>\n'
    yield "</cp:coreProperties>\n"


def relationships(links: Links) -> Iterator[str]:
    """Those of the document; read when it is complete."""
    yield f'<Relationships xmlns="{_PACKAGE}/relationships">\n'
    for name in _BESIDE:
        yield f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>\n'
    for name, address in links.named():
        yield f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink"'
        yield f' Target="{character_data(address)}" TargetMode="External"/>\n'
    yield "</Relationships>\n"


def _frame() -> Iterator[tuple[str, list[str]]]:
    overrides = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>\n'
        for name, kind in (("document", "document.main"), *((each, each) for each in _BESIDE))
    ]
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    yield (
        "[Content_Types].xml",
        [
            f'<Types xmlns="{_PACKAGE}/content-types">\n'
            f'<Default Extension="rels" ContentType="{relationships}"/>\n'
            '<Default Extension="xml" ContentType="application/xml"/>\n',
            *overrides,
            f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>\n</Types>\n',
        ],
    )
    kind = f"{_PACKAGE}/relationships/metadata/core-properties"
    yield (
        "_rels/.rels",
        [
            f'<Relationships xmlns="{_PACKAGE}/relationships">\n'
            f'<Relationship Id="document" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/>\n'
            f'<Relationship Id="core" Type="{kind}" Target="docProps/core.xml"/>\n'
            "</Relationships>\n"
        ],
    )
