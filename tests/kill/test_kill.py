import pytest

from tests.kill.__main__ import LOST_AT_MOST_MS
from tests.kill.endpoint import CountingEndpoint
from tests.kill.rounds import play


@pytest.mark.alone
@pytest.mark.parametrize("seed", [101, 102, 103])
def test_a_killed_window_opens_again_with_the_question_and_all_but_the_last_quarter_second(
    tmp_path, seed
):
    endpoint = CountingEndpoint()
    outcome = play(tmp_path, endpoint, seed)
    endpoint.close()
    assert outcome.question_kept
    assert outcome.is_prefix
    assert outcome.missing_ms <= LOST_AT_MOST_MS
