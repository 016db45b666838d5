"""A conversation as a document; pure functions, one file a format and one line here."""

from promptrun_desktop.formats import markdown, plain, webpage, word
from promptrun_desktop.formats.format import Format

FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format("webpage", ".html", webpage.render),
        Format("markdown", ".md", markdown.render),
        Format("plain", ".txt", plain.render),
        Format("word", ".docx", word.render),
    )
}
