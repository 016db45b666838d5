"""When something was said, as short as it can be told."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

_SHORT = QLocale.FormatType.ShortFormat


def moment_text(moment: datetime, today: date) -> str:
    """The time of today's, the day of this year's, the whole date of what is older."""
    local = moment.astimezone()
    day, locale = local.date(), QLocale()
    if day == today:
        return locale.toString(QTime(local.hour, local.minute), _SHORT)
    if (today - day).days == 1:
        return QCoreApplication.translate("Search", "Yesterday")
    written = QDate(day.year, day.month, day.day)
    order = locale.dateFormat(_SHORT).lower()
    if order.startswith("y") or not order.startswith(("d", "m")):
        return locale.toString(written, _SHORT)
    form = "d MMM" if order.startswith("d") else "MMM d"
    if day.year != today.year:
        form += " yyyy" if order.startswith("d") else ", yyyy"
    return locale.toString(written, form)
