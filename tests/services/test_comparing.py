from promptrun_desktop.services.comparing import compared
from promptrun_desktop.text.differences import Kind, Part


async def test_formatted_texts_are_compared_as_they_read():
    parts = await compared("# One\n\n**two** three", "One\n\n*two* four", formatted=True)
    assert parts == [
        Part(Kind.SAME, "One\n\ntwo "), Part(Kind.GONE, "three"), Part(Kind.NEW, "four"),
    ]  # fmt: skip
    parts = await compared("# One", "One", formatted=False)
    assert [part.kind for part in parts] == [Kind.GONE, Kind.SAME]


async def test_a_long_text_is_read_whole():
    text = "[a link][1] and **words**\n\n" * 2_000 + "[1]: https://x.example/"
    (part,) = await compared(text, text, formatted=True)
    assert part.text.count("a link and words") == 2_000
