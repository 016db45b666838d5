from promptrun_desktop.ui.transcript.follow import Follow


def test_the_end_is_followed_at_first():
    assert Follow().following


def test_one_step_up_lets_go_even_within_the_slack():
    follow = Follow()
    follow.moved(500, 499, 500)
    assert not follow.following


def test_text_below_is_unread_only_while_nobody_follows():
    follow = Follow()
    follow.grew()
    assert not follow.unread
    follow.moved(500, 380, 500)
    follow.grew()
    assert follow.unread


def test_coming_down_to_the_end_follows_again():
    follow = Follow()
    follow.moved(500, 380, 500)
    follow.grew()
    follow.moved(380, 499, 500)
    assert follow.following and not follow.unread


def test_a_view_without_a_bar_always_follows():
    follow = Follow()
    follow.moved(0, 0, 0)
    assert follow.following


def test_a_fold_that_lengthens_the_text_is_not_followed():
    follow = Follow()
    follow.stay(300, 420)
    assert not follow.following
