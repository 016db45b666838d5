"""How old the list of models is, in words."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication


def age_text(fetched_at: datetime | None, now: datetime) -> str:
    """ "List from 3 hours ago"; `fetched_at` None is a list that never came."""
    if fetched_at is None:
        return _words("No list from your account yet")
    age = now - fetched_at
    if age < timedelta(minutes=1):
        return _words("List from just now")
    if age < timedelta(hours=1):
        return _counted(
            age // timedelta(minutes=1),
            _words("List from 1 minute ago"),
            _words("List from {n} minutes ago"),
        )
    if age < timedelta(days=1):
        return _counted(
            age // timedelta(hours=1),
            _words("List from 1 hour ago"),
            _words("List from {n} hours ago"),
        )
    return _counted(age.days, _words("List from yesterday"), _words("List from {n} days ago"))


def _words(text: str) -> str:
    return QCoreApplication.translate("ModelPicker", text)


def _counted(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.replace("{n}", str(number))
