from promptrun_desktop.ui.transcript.page.follow import Follow


def let_go():
    follow = Follow()
    follow.moved(False, 380, 500)
    return follow


def test_the_end_is_followed_at_first():
    assert Follow().following


def test_one_step_up_lets_go_even_within_the_slack():
    follow = Follow()
    follow.moved(False, 499, 500)
    assert not follow.following


def test_text_below_is_unread_only_while_nobody_follows():
    follow = Follow()
    follow.grew(hidden=True)
    assert not follow.unread
    follow = let_go()
    follow.grew(hidden=True)
    assert follow.unread


def test_text_that_is_seen_is_not_unread():
    follow = let_go()
    follow.grew(hidden=False)
    assert not follow.unread


def test_what_was_unread_stays_so_until_someone_goes_there():
    follow = let_go()
    follow.grew(hidden=True)
    follow.grew(hidden=False)
    follow.moved(True, 400, 600)
    assert follow.unread


def test_coming_down_to_the_end_follows_again():
    follow = let_go()
    follow.grew(hidden=True)
    follow.moved(True, 499, 500)
    assert follow.following and not follow.unread


def test_a_view_without_a_bar_always_follows():
    follow = Follow()
    follow.moved(True, 0, 0)
    assert follow.following


def test_a_sent_question_lets_go_and_the_button_brings_back():
    follow = Follow()
    follow.let_go()
    assert not follow.following
    follow.grew(hidden=True)
    follow.go_to_end()
    assert follow.following and not follow.unread
