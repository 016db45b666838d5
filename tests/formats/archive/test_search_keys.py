from promptrun_desktop.formats.archive.search_keys import LONGEST, search_keys


def test_words_are_folded():
    assert search_keys(["Déjà vu, STRASSE", "straße"]) == {"deja", "vu", "strasse"}


def test_characters_without_blanks_are_pairs_and_the_last_alone():
    assert search_keys(["東京都 ok"]) == {"東京", "京都", "都", "ok"}
    assert search_keys(["go京"]) == {"go", "京"}


def test_every_character_begins_a_key():
    text = "東京は晴れ。ok 京都go"
    keys = search_keys([text])
    assert all(any(key.startswith(char) for key in keys) for char in "東京は晴れ都")


def test_a_word_without_end_is_cut():
    assert search_keys(["a" * 5000]) == {"a" * LONGEST}


def test_nothing_has_no_words():
    assert search_keys(["", "  …!? "]) == set()
