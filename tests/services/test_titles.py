import pytest

from promptrun_desktop.services.titles import LONGEST, title_from


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
