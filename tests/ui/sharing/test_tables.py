"""Every form, source and reason has its words, and every notice its numbers."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from promptrun_desktop.domain.chat import Added
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.foreign import Reason, Source
from promptrun_desktop.services.transfer import PDF, Progress, Saved, Work
from promptrun_desktop.settings.schema import choices
from promptrun_desktop.ui.sharing.forms import FORMS, forms_of
from promptrun_desktop.ui.sharing.notices import SharingNotices, shown_by
from promptrun_desktop.ui.sharing.scope import ARCHIVE, Kind, Scope
from promptrun_desktop.ui.sharing.sources import REASONS, SOURCES
from promptrun_desktop.ui.sharing.words import SharingWords

MINE = Path("/home/grace/Mine")
NOTHING = "Nothing is new: these chats were here already."


@pytest.fixture
def notices(qapp: QApplication) -> SharingNotices:
    return SharingNotices()


@pytest.fixture
def words(qapp: QApplication) -> SharingWords:
    return SharingWords()


def test_what_is_offered_is_what_can_be_made_and_remembered() -> None:
    assert set(FORMS) == {*FORMATS, PDF[0], ARCHIVE}
    assert set(forms_of(Kind.CHAT)) == set(choices("document_form"))
    assert set(forms_of(Kind.ALL)) == set(choices("documents_form"))
    assert ARCHIVE not in forms_of(Kind.CHATS)


def test_every_source_and_every_reason_has_a_name() -> None:
    assert set(SOURCES) == {each.value for each in Source}
    assert set(REASONS) == {each.value for each in Reason}


def test_no_word_of_machinery_is_said() -> None:
    said = [
        *SOURCES.values(),
        *REASONS.values(),
        *(word for pair in FORMS.values() for word in pair),
    ]
    assert not [each for each in said if re.search(r"\b(JSON|API|token|HTML|file format)\b", each)]


@pytest.mark.parametrize(
    ("added", "expected", "said"),
    [
        (Added(212, 4000), 215, "212 chats came in. 3 were here already."),
        (Added(1, 2), 2, "1 chat came in. 1 was here already."),
        (Added(0, 0), 3, NOTHING),
        (Added(0, 5), 3, "Messages that were missing came in: 5."),
        (Added(2, 4, 1), 2, "2 chats came in. 1 of them is in the bin."),
        (
            Added(0, 0, 2),
            2,
            "Nothing is new: these chats were here already. 2 of them are in the bin.",
        ),
    ],
)
def test_what_came_in_is_counted(
    notices: SharingNotices, added: Added, expected: int, said: str
) -> None:
    assert notices.brought(added, expected).text == said


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        (Saved(Work.SAVE, MINE / "a.pdf"), "Saved as a.pdf."),
        (Saved(Work.SAVE, MINE, 3), "Saved in Mine: 3 chats."),
        (Saved(Work.SAVE_ALL, MINE, 1), "Saved in Mine: 1 chat."),
        (Saved(Work.BACK_UP, MINE / "b", 7), "Backed up as b: 7 chats."),
        (Saved(Work.ARCHIVE, MINE, 7, 7), "The archive Mine has 7 chats."),
        (
            Saved(Work.ARCHIVE, MINE, 7, 0),
            "The archive Mine has 7 chats, nothing is new.",
        ),
    ],
)
def test_what_was_saved_is_named(notices: SharingNotices, saved: Saved, said: str) -> None:
    assert notices.saved(saved).text == said


def test_an_archive_opens_at_its_first_page() -> None:
    assert shown_by(Saved(Work.ARCHIVE, MINE)) == (MINE / "index.html", MINE.parent)
    assert shown_by(Saved(Work.SAVE, MINE / "a.md")) == (MINE / "a.md", MINE)


def test_how_far_it_is_is_told_once_it_is_known(words: SharingWords) -> None:
    assert words.working(Progress(Work.ARCHIVE, 0, 0)) == "Making the archive…"
    assert words.working(Progress(Work.ARCHIVE, 45, 90)) == "Making the archive… 45 of 90"
    for work in Work:
        assert words.working(Progress(work, 1, 2)).endswith("1 of 2")


def test_one_message_is_not_several(words: SharingWords) -> None:
    one, two = (Scope(Kind.MESSAGES, ("c",), tuple("ab"[:count])) for count in (1, 2))
    assert (words.scope(one), words.scope(two)) == ("Selected message", "2 selected messages")
