from pathlib import Path

from promptrun_desktop.ui.help import fitting
from promptrun_desktop.ui.help.guide import read_guide

UI = Path(fitting.__file__).parents[1]


def test_every_page_that_may_fit_is_one_of_the_guide():
    names = {page.name for page in read_guide()}
    assert {
        fitting.FIRST,
        fitting.ASKING,
        fitting.FINDING,
        fitting.SAVING,
        fitting.TROUBLE,
    } <= names
    assert set(fitting.DIALOGS.values()) <= names


def test_every_dialog_that_has_a_page_is_called_so():
    sources = "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    for name in fitting.DIALOGS:
        assert f'setObjectName("{name}")' in sources, name
