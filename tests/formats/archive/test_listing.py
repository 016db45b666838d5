import re
from html import escape

from promptrun_desktop.formats.archive.listing import lists
from promptrun_desktop.formats.archive.manifest import Entry
from promptrun_desktop.formats.labels import Labels

ENGLISH = Labels()


def chats(count, per_month=50):
    for at in range(count):
        month = at // per_month
        date = f"{2026 - month // 12}-{12 - month % 12:02}-15"
        yield Entry(str(at), f"{at}.html", 1, "", at, f"Chat {at}", date, 10_000 - at, 2)


def made(entries, labels=ENGLISH):
    pages = lists(entries, labels, "2026-12-31", "style.css", "search.js")
    return {path: page.decode() for path, page in pages.items()}


def linked(page):
    return re.findall(r'href="(?:\.\./)?chats/([^"]+)"', page)


def test_few_chats_are_all_on_the_index_newest_first():
    pages = made(reversed(list(chats(120))))
    assert list(pages) == ["index.html"]
    assert linked(pages["index.html"]) == [f"{at}.html" for at in range(120)]


def test_of_many_chats_the_index_has_whole_months_and_leads_to_all():
    pages = made(chats(1_000))
    index = pages.pop("index.html")
    assert linked(index) == [f"{at}.html" for at in range(100)]
    assert sorted(re.findall(r'href="(months/[^"]+)"', index)) == sorted(pages)
    assert len(pages) == 20
    on_pages = [page for path in sorted(pages, reverse=True) for page in linked(pages[path])]
    assert on_pages == [f"{at}.html" for at in range(1_000)]


def test_a_month_leads_to_the_months_beside_it():
    page = made(chats(1_000))["months/2026-06.html"]
    assert re.findall(r'href="(\d[^"]+)"', page) == ["2026-05.html", "2026-07.html"]
    assert "<h1>June 2026</h1>" in page


def test_an_index_without_chats_has_a_search():
    assert 'id="query"' in made([])["index.html"]


def test_titles_and_words_are_plain_characters():
    evil = "\"'><script>alert(1)</script>"
    entry = next(chats(1))._replace(title=evil, page=f"a #%?&'{chr(0x6771)}.html")
    labels = Labels(archive=evil, search=evil, found=evil, months=(evil,) * 12)
    page = made([entry], labels)["index.html"]
    assert evil not in page
    assert escape(evil) in page
    assert page.count("<script") == 1
    assert 'href="chats/a%20%23%25%3F%26%27%E6%9D%B1.html"' in page


def test_only_the_index_may_run_the_script_and_nothing_comes_from_elsewhere():
    pages = made(chats(1_000))
    for path, page in pages.items():
        policies = re.findall(r'Security-Policy" content="([^"]+)"', page)
        assert len(policies) == 2
        for policy, source in zip(policies, ("'self'", "file:"), strict=True):
            allowed = [f"style-src {source}", f"script-src {source}"]
            wanted = allowed if path == "index.html" else allowed[:1]
            assert policy.split("; ")[1:-2] == wanted
            assert policy.startswith("default-src 'none'; ")
        assert "://" not in page


def test_months_are_named_in_the_language_of_the_labels():
    labels = Labels(months=tuple(f"{at}月" for at in range(1, 13)), month_of_year="{year}年{month}")
    assert "<h2>2026年12月</h2>" in made(chats(1), labels)["index.html"]


def test_right_to_left_languages_have_pages_that_are():
    assert '<html lang="ar" dir="rtl">' in made([], Labels(language="ar", rtl=True))["index.html"]


def test_a_month_of_thousands_is_not_whole_on_the_index():
    pages = made(chats(1_000, per_month=900))
    assert linked(pages["index.html"]) == [f"{at}.html" for at in range(300)]
    assert linked(pages["months/2026-12.html"]) == [f"{at}.html" for at in range(900)]
