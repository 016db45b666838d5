"""Widths added up from letters."""

import pytest
from PySide6.QtGui import QFontMetricsF

from promptrun_desktop.ui.transcript.letters import Letters


@pytest.fixture
def metrics(qapp):
    return QFontMetricsF(qapp.font())


@pytest.mark.parametrize("text", ["", "a", "243 days, backwards", "Größe", "旅行の計画"])
def test_a_text_is_about_as_wide_as_its_letters(metrics, text):
    measured = metrics.horizontalAdvance(text)
    assert Letters(metrics).width(text) == pytest.approx(measured, rel=0.05, abs=1)


def test_the_average_is_that_of_running_text(metrics):
    text = "what a person reads is written in words like these"
    average = metrics.horizontalAdvance(text) / len(text)
    assert Letters(metrics).average == pytest.approx(average, rel=0.1)
