from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from promptrun_desktop.services.transfer import Labels
from promptrun_desktop.ui.export_labels import export_labels


class Arabic(QTranslator):
    def translate(self, context: str, text: str, note: object = None, n: int = -1) -> str:
        return "ar" if text == "en" else f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    translator = Arabic()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_without_a_translation_they_are_the_words_of_the_formats(qapp: QApplication) -> None:
    assert export_labels() == Labels()


def test_every_word_of_a_document_is_translated(arabic: None) -> None:
    labels = export_labels()
    assert (labels.language, labels.rtl) == ("ar", True)
    for field in fields(Labels):
        if field.type in ("str", str) and field.name != "language":
            assert getattr(labels, field.name) == f"⟦{field.default}⟧"
