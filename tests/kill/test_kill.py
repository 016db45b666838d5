"""A sample of `python -m tests.kill`, which has the numbers."""

import subprocess
import sys

import pytest

from tests.kill.endpoint import CountingEndpoint
from tests.kill.window import play
from tests.torture.ledger import age_of_missing, lost, read_report

# Fifty, whose processes live for moments; each kind as often as it matters.
SAMPLE = {"streaming": 20, "typing": 10, "renaming": 8, "deleting": 6, "migrating": 6}


@pytest.mark.alone
@pytest.mark.parametrize("kind", SAMPLE)
def test_a_killed_process_without_a_window_loses_nothing(kind):
    options = ["--only", kind, "--rounds", str(SAMPLE[kind]), "--longest", "0.4", "--seed", "7"]
    run = subprocess.run(
        [sys.executable, "-m", "tests.kill", *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{kind}: {SAMPLE[kind]} kills" in run.stdout


@pytest.mark.alone
@pytest.mark.parametrize("seed", [101, 102, 103])
def test_a_killed_window_opens_again_with_the_question_and_all_but_the_last_quarter_second(
    tmp_path, seed
):
    endpoint = CountingEndpoint()
    outcome = play(tmp_path, endpoint, seed)
    endpoint.close()
    assert outcome.troubles == []


REPORT = [
    b'["ask", 0, {"set": {"title a": "Soup"}}]\n',
    b'["done", 0]\n',
    b'["wish", 10.0, {"set": {"draft ": "so"}}]\n',
    b'["wish", 10.2, {"set": {"draft ": "som"}}]\n',
    b'["ask", 1, {"set": {"title a": "Salad"}}]\n',
    b'["ask", 2, {"set": {"title b": "Cut of',
]


@pytest.mark.parametrize("title", ["Soup", "Salad"])
def test_what_was_asked_for_and_not_told_of_may_be_there_or_not(title):
    assert lost(read_report(REPORT), {}, {"title a": title}) == []


@pytest.mark.parametrize("found", [{}, {"title a": "Other"}, {"title a": "Soup", "title c": "x"}])
def test_what_was_told_of_is_missed(found):
    assert lost(read_report(REPORT), {}, found) != []


@pytest.mark.parametrize(("draft", "age"), [("som", 0.0), ("so", 0.2), (None, 0.4)])
def test_the_age_is_that_of_the_oldest_that_is_missing(draft, age):
    found = {"title a": "Soup"} | ({"draft ": draft} if draft else {})
    assert age_of_missing(read_report(REPORT), {}, found, died=10.4)[0] == pytest.approx(age)


def test_what_never_was_so_is_infinitely_wrong():
    found = {"draft ": "garbage"}
    assert age_of_missing(read_report(REPORT), {}, found, died=10.4)[0] == float("inf")
