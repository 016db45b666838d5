"""Every kind of trouble has one plain sentence and one button that leads somewhere."""

import ast
import inspect
import re
from dataclasses import replace

import pytest

from promptrun_desktop.domain.errors import AppError, EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.services.connection import Connected
from promptrun_desktop.ui import remedies, troubles
from promptrun_desktop.ui import wording as words
from promptrun_desktop.ui.troubles import CONNECTING, ERRORS
from promptrun_desktop.ui.wording import STORES, Wording

JARGON = re.compile(
    r"\b(API|tokens?|endpoint|JSON|provider|context window|HTTP|server|null|errno|exception)\b",
    re.IGNORECASE,
)
ENDED = [state for state in State if state is not State.WRITING]


@pytest.fixture
def wording(qapp) -> Wording:
    return Wording("Promptrun")


def known_actions() -> set[str]:
    """The keys of the table of deeds."""
    tree = ast.parse(inspect.getsource(remedies))
    (table,) = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "self._deeds"
    ]
    assert isinstance(table, ast.Dict)
    return {key.value for key in table.keys if isinstance(key, ast.Constant)}


def reply(state: State, kind: ErrorKind | None, **more) -> Message:
    return Message(Role.ASSISTANT, "part", state=state, error=kind and kind.value, **more)


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_trouble_has_a_sentence_and_a_button_that_does_something(wording, kind):
    notice = wording.notice(AppError(kind))
    assert notice.text.endswith((".", "?"))
    assert notice.button and not notice.button.endswith(".")
    assert notice.action in known_actions()
    assert "{" not in notice.text
    assert len(notice.text) <= 120


def every_sentence() -> list[str]:
    return [*(sentence for sentence, _, _ in ERRORS.values()), *CONNECTING.values()]


@pytest.mark.parametrize("sentence", every_sentence())
def test_no_sentence_speaks_of_machinery(sentence):
    assert not JARGON.search(sentence.replace("https://", ""))


def test_no_text_of_these_files_speaks_of_machinery():
    said = [
        each.value
        for module in (troubles, words)
        for call in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("self.tr", "QT_TRANSLATE_NOOP")
        for each in call.args
        if isinstance(each, ast.Constant)
    ]
    assert len(said) > 60
    assert [text for text in said if JARGON.search(text.replace("https://", ""))] == []


@pytest.mark.parametrize("kind", ErrorKind)
@pytest.mark.parametrize("state", ENDED)
def test_every_ending_has_a_sentence_and_one_button(wording, state, kind):
    ending = wording.ending(reply(state, kind))
    assert ending is not None
    assert ending.text and ending.button
    assert ending.action in known_actions()
    assert ending.tone in ("dim", "warn", "err")
    assert ("What had arrived is kept." in ending.text) == (state is State.CUT_OFF)


def test_a_complete_reply_and_one_being_written_say_nothing(wording):
    assert wording.ending(reply(State.COMPLETE, None)) is None
    assert wording.ending(reply(State.WRITING, None)) is None
    assert wording.ending(Message(Role.USER, "Hi", state=State.COMPLETE, error="filtered")) is None


def test_what_cannot_be_continued_is_asked_for_again(wording):
    assert wording.ending(reply(State.FAILED, ErrorKind.REPLY_LIMIT)).action == "retry"
    assert wording.ending(reply(State.COMPLETE, ErrorKind.REPLY_LIMIT)).action == "continue"
    assert wording.ending(reply(State.CUT_OFF, ErrorKind.SERVER_FAULT)).action == "continue"
    assert wording.ending(reply(State.CUT_OFF, ErrorKind.NO_CREDIT)).action == "account"


def test_a_kind_of_a_newer_version_is_still_one_sentence(wording):
    message = Message(Role.ASSISTANT, "", state=State.FAILED, error="struck_by_lightning")
    assert wording.ending(message).text == wording.sentence(ErrorKind.INTERNAL)


def test_while_the_notice_counts_down_the_strip_has_no_second_button(wording):
    message = reply(State.FAILED, ErrorKind.RATE_LIMIT)
    wording.waiting = message.id
    assert (wording.ending(message).button, wording.ending(message).action) == ("", "")
    assert wording.ending(reply(State.FAILED, ErrorKind.RATE_LIMIT)).button == "Try again"


def test_a_wait_counts_down_and_then_says_so(wording):
    notice = wording.wait(8.0, "slow down")
    assert (notice.countdown, notice.action, notice.detail) == (8.0, "retry", "slow down")
    assert "{time}" in notice.text and notice.text_after == "You can ask again now."


def test_foreign_words_are_bounded_and_stay_the_characters_they_are(wording):
    error = EndpointError(ErrorKind.BAD_REQUEST, "<b>{service}</b> " * 100)
    assert len(wording.notice(error).detail) == 300
    message = reply(State.FAILED, ErrorKind.BAD_REQUEST, detail=error.detail)
    text = wording.ending(message).text
    assert text.endswith("It said: " + error.detail)


def test_the_service_is_called_what_people_know_it_by(wording):
    assert wording.sentence(ErrorKind.KEY_REFUSED).startswith("Promptrun refused this key.")
    assert wording.refused(ErrorKind.FORBIDDEN, "example.com").startswith("example.com refused")
    assert wording.refused(ErrorKind.KEY_REFUSED, "").startswith("Promptrun refused")


LOCKED, MISSING = ErrorKind.KEYRING_LOCKED, ErrorKind.KEYRING_MISSING


@pytest.mark.parametrize(
    ("works", "checked", "error", "sentence"),
    [
        (True, True, None, "Works. Kept safely in Apple Keychain."),
        (False, True, None, "Kept. Your first question will show whether it works."),
        (
            False,
            False,
            None,
            "Kept safely in Apple Keychain. It could not be checked here. "
            "Your first question will show whether it works.",
        ),
        (
            True,
            True,
            LOCKED,
            "Works. Your key is kept until you close the app, "
            "because your password store is locked.",
        ),
        (
            False,
            False,
            MISSING,
            "Your key is kept until you close the app, because this computer has no password "
            "store that can be used. Your first question will show whether it works.",
        ),
    ],
)
def test_of_a_new_key_only_what_is_known_is_said(wording, works, checked, error, sentence):
    store = "" if error else "macos"
    assert wording.connected(Connected(works, checked, store, error, None)) == sentence


def test_every_store_is_called_by_its_name(wording):
    assert {wording.store_name(each) for each in STORES} >= {"KDE Wallet", "Apple Keychain"}
    assert wording.store_name("") == "your computer’s password store"


def test_a_message_of_which_something_is_lost_says_so(wording):
    lost = "Part of this message could not be read."
    question = Message(Role.USER, "How?", doubtful=True)
    assert wording.ending(question).text == lost
    assert wording.ending(Message(Role.USER, "How?")) is None
    cut = wording.ending(replace(reply(State.CUT_OFF, ErrorKind.CUT_OFF), doubtful=True))
    assert cut.text.startswith(lost) and "The connection was lost." in cut.text
    assert cut.action == "continue"
