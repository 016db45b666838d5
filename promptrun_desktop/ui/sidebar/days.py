"""Under which heading a chat stands: Today, Yesterday, Last 7 days, then months."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale, QTime


def group_of(moment: datetime, today: date) -> str:
    """A key that is the same for all chats under one heading: `today`, `2026-09`, …"""
    day = moment.astimezone().date()
    age = (today - day).days
    if age <= 0:  # a clock that was set back must not hide a chat
        return "today"
    if age == 1:
        return "yesterday"
    return "week" if age <= 7 else f"{day.year:04}-{day.month:02}"


def rank_of(group: str) -> int:
    """The group with the smallest stands first."""
    named = {"today": 0, "yesterday": 1, "week": 2}
    if group in named:
        return named[group]
    year, month = group.split("-")
    return 200_000 - 12 * int(year) - int(month)


def heading(group: str) -> str:
    """What the person reads above the group."""
    named = {
        "today": QCoreApplication.translate("Sidebar", "Today"),
        "yesterday": QCoreApplication.translate("Sidebar", "Yesterday"),
        "week": QCoreApplication.translate("Sidebar", "Last 7 days"),
    }
    if group in named:
        return named[group]
    year, month = group.split("-")
    name = QLocale().standaloneMonthName(int(month))
    return f"{name[:1].upper()}{name[1:]} {int(year)}"


def time_of(moment: datetime) -> str:
    local = moment.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
