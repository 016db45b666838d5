"""The index of the archive, and its pages of months: every chat is found without the search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from promptrun_desktop.formats.archive.manifest import Entry
from promptrun_desktop.formats.archive.pages import link, page
from promptrun_desktop.formats.labels import Labels

# The index shows whole months until there are enough chats, and never more than so many.
_ENOUGH = 100
_MOST = 300


def lists(
    chats: Iterable[Entry], labels: Labels, saved: str, style: str, script: str
) -> dict[str, bytes]:
    """Paths below the archive's folder, and pages: `index.html`, and `months/` if they are many.

    `saved` is the day of the newest change, `style` and `script` names in `parts`.
    """
    newest = sorted(chats, key=lambda each: (each.time, each.number), reverse=True)
    months = _by_month(newest)
    shown = _first(months) if len(newest) > _MOST else months
    is_all = shown == months
    body = [
        *_head(labels, len(newest), saved, has_months=not is_all),
        "<main>",
        *_table(shown, labels, up=""),
        *(() if is_all else _all_months(months, labels)),
        "</main>",
    ]
    pages = {"index.html": page(labels.archive, labels, body, up="", style=style, script=script)}
    if not is_all:
        names = list(months)
        for at, month in enumerate(names):
            beside = (names[at + 1 : at + 2], names[max(at - 1, 0) : at])
            pages[f"months/{month}.html"] = _month_page(month, months[month], beside, labels, style)
    return pages


def _by_month(newest: Iterable[Entry]) -> dict[str, list[Entry]]:
    dated = sorted(newest, key=lambda each: each.date, reverse=True)
    return {month: list(each) for month, each in groupby(dated, key=lambda each: each.date[:7])}


def _first(months: Mapping[str, list[Entry]]) -> dict[str, list[Entry]]:
    shown: dict[str, list[Entry]] = {}
    count = 0
    for month, chats in months.items():
        if count >= _ENOUGH:
            break
        shown[month] = chats[: _MOST - count]
        count += len(shown[month])
    return shown


def _head(labels: Labels, count: int, saved: str, *, has_months: bool) -> Iterator[str]:
    words = {
        "searching": labels.searching,
        "found": labels.found,
        "nothing": labels.found_nothing,
        "unsearchable": labels.unsearchable,
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    label = escape(labels.search)
    yield f"<header>\n<h1>{escape(labels.archive)}</h1>"
    about = [_number(count), f"{escape(labels.exported)} {_time(saved)}"]
    if has_months:
        about.append(f'<a href="#months">{escape(labels.all_months)}</a>')
    yield f'<p class="about">{" · ".join(about)}</p>'
    yield f'<form id="search" role="search" hidden{data}>'
    yield f'<input type="search" id="query" aria-label="{label}" placeholder="{label}"'
    yield ' autocomplete="off" spellcheck="false">\n</form>'
    yield f"<noscript><p>{escape(labels.needs_script)}</p></noscript>\n</header>"
    yield '<section id="found" hidden>\n<p id="status" role="status"></p>\n<ol id="hits"></ol>'
    yield f'<button id="more" type="button" hidden>{escape(labels.show_more)}</button>\n</section>'


def _month_page(
    month: str,
    chats: Sequence[Entry],
    beside: tuple[Sequence[str], Sequence[str]],
    labels: Labels,
    style: str,
) -> bytes:
    """`beside` are the month before and the month after, if there are any."""
    before, after = (
        [link(f"{each}.html", _named(each, labels)) for each in some] for some in beside
    )
    title = _named(month, labels)
    body = [
        f"<nav>{link('../index.html', labels.all_chats, kind='back')}</nav>",
        f"<main>\n<h1>{escape(title)}</h1>",
        *_table({month: chats}, labels, up="../", headed=False),
        f'<nav class="beside"><span>{"".join(before)}</span><span>{"".join(after)}</span></nav>',
        "</main>",
    ]
    return page(title, labels, body, up="../", style=style)


def _table(
    months: Mapping[str, Sequence[Entry]], labels: Labels, *, up: str, headed: bool = True
) -> Iterator[str]:
    heads = (labels.date, labels.chat, labels.messages)
    yield '<table class="list">\n<thead><tr>'
    yield "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    yield "</tr></thead>"
    for month, chats in months.items():
        yield "<tbody>"
        if headed:
            name = escape(_named(month, labels))
            yield f'<tr><th colspan="3" scope="rowgroup"><h2>{name}</h2></th></tr>'
        for each in chats:
            title = link(f"{up}chats/{each.page}", each.title)
            yield f"<tr><td>{_time(each.date)}</td><td>{title}</td><td>{each.messages}</td></tr>"
        yield "</tbody>"
    yield "</table>"


def _all_months(months: Mapping[str, Sequence[Entry]], labels: Labels) -> Iterator[str]:
    yield f'<nav class="months" id="months">\n<h2>{escape(labels.all_months)}</h2>\n<dl>'
    for year, some in groupby(months, key=lambda month: month[:4]):
        yield f"<dt>{year}</dt>\n<dd>"
        for month in reversed(list(some)):
            named = link(f"months/{month}.html", labels.months[int(month[5:]) - 1])
            yield f"<span>{named} <small>{_number(len(months[month]))}</small></span>"
        yield "</dd>"
    yield "</dl>\n</nav>"


def _named(month: str, labels: Labels) -> str:
    name = labels.months[int(month[5:]) - 1]
    return labels.month_of_year.replace("{month}", name).replace("{year}", month[:4])


def _time(date: str) -> str:
    """Year first also where it is written from right to left."""
    return f'<time datetime="{date}" dir="ltr">{date}</time>'


def _number(count: int) -> str:
    """Its digits in threes, apart by a narrow blank: no comma or point means another number."""
    return f"{count:,}".replace(",", "\u202f")
