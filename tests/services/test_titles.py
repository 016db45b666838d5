import pytest

from promptrun_desktop.services.titles import LONGEST, title_after, title_from


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Why is the sky blue? Tell me.", "Why is the sky blue?"),
        ("  ## **Plan** my week\nMonday…", "Plan my week"),
        ("旅行の計画を立てて。東京です。", "旅行の計画を立てて"),
        ("رسالة شكر قصيرة", "رسالة شكر قصيرة"),
        ("", ""),
        ("```\n```", ""),
        ("a" * 200, "a" * (LONGEST - 1) + "…"),
    ],
)
def test_a_title_is_the_first_sentence(question, title):
    assert title_from(question) == title


def test_a_long_title_is_cut_at_a_word():
    title = title_from("Please explain to me how compound interest really works in practice")
    assert len(title) <= LONGEST
    assert title == "Please explain to me how compound interest…"


@pytest.mark.parametrize(
    ("question", "reply", "title"),
    [
        ("Why is the sky blue?", "# Light and air\nBecause…", "Why is the sky blue?"),
        ("Hi", "Hello! I know a lot about soup. Ask me.", "I know a lot about soup"),
        ("Hey there!", "## A warm welcome\nNice.", "A warm welcome"),
        ("Hi", "Hello!", "Hi"),
        ("Venus?", "# Why a day on Venus is strange\nIt turns…", "Why a day on Venus is strange"),
        ("Venus?", "# Something else\nText", "Venus?"),
        (
            "I would like you to explain to me how compound interest works in practice",
            "Sure.\n\n## Compound interest, step by step\nFirst…",
            "Compound interest, step by step",
        ),
        ("你好", "你好！有什么可以帮助你的吗？", "你好"),
        ("", "", ""),
    ],
)
def test_the_reply_names_the_chat_only_where_it_says_more(question, reply, title):
    assert title_after(question, reply) == title
