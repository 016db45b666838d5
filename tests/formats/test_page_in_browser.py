"""The saved page in a real browser: it asks for nothing, says nothing and runs nothing."""

import re
from random import Random

import pytest
from pypdf import PdfReader

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.webpage import render
from promptrun_desktop.text.formula import outline
from promptrun_desktop.text.unicode import clean
from tests.text.fragments import FOREIGN, PIECES

from .chats import ENGLISH, LATER, MESSAGES, as_text, rendered

# What a browser made of the page, whatever the page says of itself.
LIVE = "script, img, iframe, object, embed, link, form, input, base, audio, video, foreignObject"
ADDRESSES = "[...document.querySelectorAll('a, [href], [src]')].map(each => each.href)"
HANDLERS = """[...document.querySelectorAll('*')].flatMap(
    each => each.getAttributeNames()).filter(name => name.startsWith('on') || name == 'style')"""


@pytest.fixture(scope="module")
def torturous(browser, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "chat.html"
    path.write_bytes(rendered("webpage"))
    return browser.open(path)


def opened(browser, tmp_path, *messages):
    path = tmp_path / "chat.html"
    path.write_text(as_text(render, Conversation(title="T"), messages), encoding="utf-8")
    return browser.open(path)


def test_a_torturous_page_asks_for_nothing_and_says_nothing(torturous):
    assert torturous.evaluate("document.querySelectorAll('article').length") == 15
    torturous.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    torturous.look(dark=True)
    torturous.look(media="print")
    torturous.look()
    assert torturous.requests == []
    assert torturous.said == []


def test_nothing_in_it_is_alive(torturous):
    assert torturous.evaluate(f"document.querySelectorAll({LIVE!r}).length") == 0
    assert torturous.evaluate(HANDLERS) == []


def test_a_browser_finds_the_tags_that_were_written_and_no_others(browser, tmp_path):
    dice = Random(5)
    texts = ["".join(dice.choices(PIECES + FOREIGN, k=40)) for _ in range(300)]
    page = opened(browser, tmp_path, *(Message(Role.ASSISTANT, clean(each)) for each in texts))
    written = re.findall(r"<([a-z]\w*)", (tmp_path / "chat.html").read_text(encoding="utf-8"))
    found = page.evaluate("[...document.querySelectorAll('*')].map(each => each.localName)")
    assert found == written
    assert page.requests == page.said == []
    page.close()


def test_its_links_lead_where_they_say_and_nowhere_else(torturous):
    links = torturous.evaluate(ADDRESSES)
    assert len(links) > 5
    assert {link.partition(":")[0] for link in links} == {"https", "mailto"}
    hosts = {"evil.example", "fine.example", "l.example", "empty.example", "mail@fine.example"}
    assert {re.sub(r"https://([^/]*).*|mailto:", r"\1", link) for link in links} == hosts


def test_its_own_style_is_the_one_that_is_let_in(torturous):
    style = "getComputedStyle(document.querySelector('article.user')).backgroundColor"
    assert torturous.evaluate(style) == "rgb(241, 244, 252)"


@pytest.mark.parametrize(
    "unwanted",
    [
        "<script>document.title = 'ran'</script>",
        "<img src=x.png onerror=\"document.title = 'ran'\">",
        '<link rel="stylesheet" href="https://evil.example/a.css">',
        "<style>@import 'https://evil.example/a.css'; body { background: url(x.png) }</style>",
        "<iframe src='https://evil.example'></iframe>",
    ],
)
def test_were_something_to_slip_through_it_would_be_refused(browser, tmp_path, unwanted):
    path = tmp_path / "chat.html"
    path.write_bytes(rendered("webpage").replace(b"<main>", b"<main>" + unwanted.encode()))
    page = browser.open(path)
    assert any("Content Security Policy" in each for each in page.said)
    assert page.evaluate("document.title") != "ran"
    # The browser's own words in the place of a frame hold pictures of its own.
    asked = [each for each in page.requests if not each.startswith("data:image/")]
    assert asked == page.refused
    page.close()


def test_what_a_person_reads_is_what_was_written(browser, tmp_path):
    code = "\n\n  if x:  # <é😀>\n\treturn '&amp;'  \n"
    page = opened(browser, tmp_path, Message(Role.ASSISTANT, f"```py\n{code}\n```\n\n`a  b`"))
    assert page.evaluate("document.querySelector('pre').textContent") == code
    assert page.evaluate("document.querySelector('p code').innerText") == "a  b"
    page.close()


def test_a_formula_is_drawn_on_the_line_of_its_text(browser, tmp_path):
    page = opened(browser, tmp_path, Message(Role.ASSISTANT, "An $x$ and $\\frac{a}{b}$"))
    # The fake drawings reach to 0.25 and to 0.75 em below the line; a pixel is 0.06.
    page.evaluate("document.querySelector('article p').append(document.createElement('img'))")
    line = page.evaluate("document.querySelector('article img').getBoundingClientRect().bottom")
    ends = page.evaluate(
        "[...document.querySelectorAll('path')].map(each => each.getBoundingClientRect().bottom)"
    )
    assert [(end - line) / 16 for end in ends] == pytest.approx([0.25, 0.75], abs=0.07)
    page.close()


@pytest.mark.parametrize(
    "latex", [r"\frac{a}{b}", r"\hat{x}_y", r"\sqrt{\int_0^1 f}", r"\boxed{x}"]
)
def test_a_real_formula_lies_in_the_room_it_takes(browser, tmp_path, latex):
    chat = content_of(Conversation(), [Message(Role.ASSISTANT, f"${latex}$")], ENGLISH, LATER)
    path = tmp_path / "chat.html"
    path.write_bytes(render(chat, ENGLISH, outline))
    page = browser.open(path)
    left, top, right, bottom = page.evaluate("""(() => {
        const drawn = document.querySelector('path').getBBox();
        const room = document.querySelector('svg').viewBox.baseVal;
        return [drawn.x - room.x, drawn.y - room.y, room.x + room.width - drawn.x - drawn.width,
                room.y + room.height - drawn.y - drawn.height];
    })()""")
    # In thousandths of an em; below there is the rest of the tenth to which the room reaches.
    assert min(left, top, right, bottom) > -2
    assert max(left, top, right) < 200
    assert bottom < 110
    page.close()


def test_nothing_but_tables_is_wider_than_a_telephone(browser, tmp_path):
    page = opened(browser, tmp_path, *MESSAGES)
    page.look(width=380)
    assert page.evaluate("document.documentElement.scrollWidth") == 380
    page.close()


def test_on_paper_it_is_light_and_shows_what_was_unfolded(browser, tmp_path):
    messages = [Message(Role.ASSISTANT, "a", reasoning="hm") for _ in range(2)]
    page = opened(browser, tmp_path, *messages)
    page.evaluate("document.querySelector('details').open = true")
    page.look(dark=True)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 28)"
    page.look(dark=True, media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = "[...document.querySelectorAll('details')].map(each => each.offsetHeight > 0)"
    assert page.evaluate(shown) == [True, False]
    page.close()


def test_a_long_table_repeats_its_head_on_each_sheet_of_paper(browser, tmp_path):
    rows = "\n".join(f"|row {number}|x|" for number in range(90))
    page = opened(browser, tmp_path, Message(Role.ASSISTANT, f"|Heading|b|\n|-|-|\n{rows}"))
    page.print_to(tmp_path / "chat.pdf")
    page.close()
    sheets = [each.extract_text() for each in PdfReader(tmp_path / "chat.pdf").pages]
    assert len(sheets) > 1
    assert all("Heading" in sheet for sheet in sheets)
    assert set(re.findall(r"row (\d+)", "".join(sheets))) == set(map(str, range(90)))


def test_a_chat_of_thousands_of_messages_is_laid_out_as_it_comes_into_sight(browser, tmp_path):
    page = opened(browser, tmp_path, *(Message(Role.ASSISTANT, "a\n\nb") for _ in range(200)))
    last = "document.querySelector('article:last-of-type')"
    assert page.evaluate(f"{last}.querySelector('p').checkVisibility()")
    unseen = f"{last}.querySelector('p').checkVisibility({{contentVisibilityAuto: true}})"
    assert page.evaluate(unseen) is False
    page.evaluate(f"{last}.scrollIntoView()")
    page.settle()
    assert page.evaluate(unseen) is True
    page.close()
