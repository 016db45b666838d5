import json
import unicodedata
from pathlib import Path

import pytest

from promptrun_desktop.assets import resource
from promptrun_desktop.text.search_words import words

from .chats import EVIL, archive, chat, days_ago

SEARCH = """(async question => {
  const query = document.getElementById("query"), status = document.getElementById("status");
  status.textContent = "";
  query.value = question;
  document.getElementById("search").requestSubmit();
  for (let at = 0; at < 1000 && !/^(Chats|Nothing|The)/.test(status.textContent); at++)
    await new Promise(done => setTimeout(done, 5));
  return {
    status: status.textContent,
    hits: [...document.querySelectorAll("#hits li")].map(each => ({
      title: each.querySelector("a").textContent,
      href: each.querySelector("a").href,
      snippet: each.querySelector("p").textContent,
      marks: [...each.querySelectorAll("p mark")].map(mark => mark.textContent),
    })),
  };
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive") / "My chats #1 50% ü"
    archive(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser, folder):
    page = browser.open(folder / "index.html")
    yield page
    page.close()


def search(page, question):
    return page.evaluate(f"{SEARCH}({json.dumps(question)})")


def ids(answer):
    return [each["href"].rpartition("/")[2] for each in answer["hits"]]


def titles(answer):
    return [each["title"] for each in answer["hits"]]


@pytest.mark.parametrize(("question", "found"), [
    ("colosseum", ["Trip to Rome", "trip to rome"]),
    ("COLOS", ["Trip to Rome", "trip to rome"]),
    ("colos ", []),
    ("colos*", ["Trip to Rome", "trip to rome"]),
    ("rome needle", ["trip to rome"]),
    ("needle rome pantheon", []),
    ("rome rom roma", []),
    ("pantheon Pantheon panth", ["Trip to Rome"]),
    (" ".join(f"p a n{at}" for at in range(40)), []),
    ("deja cafe", ["Trip to Rome"]),
    ("cafe", ["Trip to Rome", "Caf\u00e9"]),
    ("strasse", ["Trip to Rome", "Caf\u00e9"]),
    ("groß", ["Caf\u00e9"]),
    ("елка", ["Caf\u00e9"]),
    ("\u1100\u1161\u11a8", ["Caf\u00e9"]),
    ("京", ["東京の天気"]),
    ("東京", ["東京の天気"]),
    ("京東", []),
    ("東京は晴れ", ["東京の天気"]),
    ("晴れ雨", []),
    ("wide", ["東京の天気"]),
    ("القاهرة", ["رحلة إلى القاهرة"]),
    ("pirate", ["Instructed"]),
    ('"then the pantheon"', ["Trip to Rome"]),
    ('"the then pantheon"', []),
    ('"in a hay', ["Long"]),
    ("constructor __proto__ onerror", [EVIL]),
    ("toString hasOwnProperty", []),
])  # fmt: skip
def test_a_search_finds(page, question, found):
    answer = search(page, question)
    assert titles(answer) == found
    wanted = f"Chats found: {len(found)}" if found else "Nothing was found."
    assert answer["status"] == wanted


def test_a_hit_shows_the_line_and_leads_to_the_message(page):
    (hit,) = search(page, "campo deja")["hits"]
    assert hit["href"].endswith(".html#m4")
    assert hit["marks"] == ["Campo", "Déjà"]
    (hit,) = search(page, "haystack needle")["hits"]
    assert hit["marks"] == ["needle", "haystack"]
    assert hit["snippet"].startswith("…")
    assert hit["snippet"].endswith("…")
    (hit,) = search(page, "pirate")["hits"]
    assert hit["href"].endswith("#m0")


def test_nothing_else_is_asked_for_and_nothing_runs(page, folder):
    search(page, "alert")
    assert search(page, "script")["hits"][0]["title"] == EVIL
    parts = (folder / "parts").as_uri()
    assert page.requests
    assert all(each.startswith(parts) for each in page.requests)
    assert page.said == []
    assert page.evaluate("document.querySelectorAll('img, iframe, script:not([src])').length") == 0


def test_the_list_comes_back_when_nothing_is_asked(page):
    search(page, "rome")
    assert page.evaluate("document.querySelector('main').hidden")
    page.evaluate("query.value = ' ', query.form.requestSubmit()")
    page.settle()
    assert not page.evaluate("document.querySelector('main').hidden")
    assert page.evaluate("document.getElementById('found').hidden")


def test_typing_searches_and_keys_lead_to_the_chat_and_back(browser, folder):
    page = browser.open(folder / "index.html")
    page.evaluate("document.body.focus()")
    page.press("/")
    page.type("pantheon")
    page.evaluate("""(async () => { while (!document.querySelector("#hits a"))
        await new Promise(done => setTimeout(done, 10)); })()""")
    page.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.href")
    asked = page.evaluate("location.href")
    assert asked.endswith("index.html#q=pantheon")
    page.go(chosen)
    assert page.evaluate("document.querySelector(':target').innerText").startswith("Answer")
    back = page.evaluate("document.querySelector('nav a').href")
    assert back == (folder / "index.html").as_uri()
    page.go("about:blank")
    page.go(asked)
    page.evaluate("""(async () => { while (!document.querySelector("#hits a"))
        await new Promise(done => setTimeout(done, 10)); })()""")
    assert page.evaluate("document.querySelector('#hits a').href") == chosen
    assert page.said == []
    page.close()


def test_pages_of_chats_ask_only_for_their_style(browser, folder):
    style = [path.as_uri() for path in (folder / "parts").glob("*.css")]
    for name in ("*script*", "2026-01-25*", "*Rome*"):
        (path, *_) = (folder / "chats").glob(name)
        page = browser.open(path)
        assert (page.requests, page.said) == (style, [])
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "728px"
        page.close()


def test_hits_beyond_a_page_are_shown_when_asked_for(browser, tmp_path):
    some = [chat(str(at), f"Chat {at:03}", "common words here", "yes", at=days_ago(at))
            for at in range(75)]  # fmt: skip
    archive(tmp_path, some)
    page = browser.open(tmp_path / "index.html")
    answer = search(page, "common")
    assert (len(answer["hits"]), answer["status"]) == (30, "Chats found: 75")
    assert titles(answer) == [f"Chat {at:03}" for at in range(30)]
    assert search(page, '"common words"')["status"] == "Chats found: 30+"
    for count in (60, 75):
        page.evaluate("document.getElementById('more').click()")
        page.settle()
        assert page.evaluate("document.querySelectorAll('#hits li').length") == count
    assert page.evaluate("document.getElementById('status').textContent") == "Chats found: 75"
    assert page.evaluate("document.getElementById('more').hidden")
    page.close()


def test_missing_files_are_told_of(browser, tmp_path):
    archive(tmp_path)
    (tmp_path / "parts" / "catalogue.js").unlink()
    page = browser.open(tmp_path / "index.html")
    assert search(page, "rome") == {
        "status": "The search could not read its files. Is the whole folder here?",
        "hits": [],
    }
    page.close()


def test_script_and_app_fold_every_character_alike(page):
    source = Path(resource("archive", "search.js")).read_text(encoding="utf-8")
    end = "\n})();\n"
    assert source.endswith(end)
    page.evaluate(f"{source.removesuffix(end)}; window.wordsOf = wordsOf;{end}1")
    found = page.evaluate("""(() => {
        const found = [];
        for (let code = 0; code < 0x32000; code += 1) {
            if (code < 0xd800 || code >= 0xe000)
                found.push(wordsOf(`a${String.fromCodePoint(code)}b`).join(" "));
        }
        return found.join("\\n");
    })()""")
    chars = [chr(code) for code in range(0x32000) if not 0xD800 <= code < 0xE000]
    for char, folded in zip(chars, found.split("\n"), strict=True):
        # A browser may know of letters that this Python does not.
        if unicodedata.category(char) not in ("Cn", "Co"):
            assert folded == " ".join(words(f"a{char}b")), hex(ord(char))
