"""Small widgets that know nothing of the app: labels, hairlines, icon buttons."""

from promptrun_desktop.ui.widgets.dialog_body import fill, scrolling
from promptrun_desktop.ui.widgets.icon_button import IconButton, wear_icon
from promptrun_desktop.ui.widgets.icon_label import IconLabel
from promptrun_desktop.ui.widgets.labels import (
    Chip,
    ElidedLabel,
    plain_label,
    repolish,
    set_tone,
)
from promptrun_desktop.ui.widgets.lines import Hairline
from promptrun_desktop.ui.widgets.push_button import button
from promptrun_desktop.ui.widgets.row import Row
from promptrun_desktop.ui.widgets.wrapping_button import WrappingButton

__all__ = [
    "Chip",
    "ElidedLabel",
    "Hairline",
    "IconButton",
    "IconLabel",
    "Row",
    "WrappingButton",
    "button",
    "fill",
    "plain_label",
    "repolish",
    "scrolling",
    "set_tone",
    "wear_icon",
]
