"""How old the list of models is, in words."""

from datetime import datetime, timedelta

from promptrun_desktop.ui.translation import translate


def age_text(fetched_at: datetime | None, now: datetime) -> str:
    """ "List from 3 hours ago"; `fetched_at` None is a list that never came."""
    if fetched_at is None:
        return translate("ModelPicker", "No list from your account yet")
    age = now - fetched_at
    if age < timedelta(minutes=1):
        return translate("ModelPicker", "List from just now")
    if age < timedelta(hours=1):
        return _counted(
            age // timedelta(minutes=1),
            translate("ModelPicker", "List from 1 minute ago"),
            translate("ModelPicker", "List from {n} minutes ago"),
        )
    if age < timedelta(days=1):
        return _counted(
            age // timedelta(hours=1),
            translate("ModelPicker", "List from 1 hour ago"),
            translate("ModelPicker", "List from {n} hours ago"),
        )
    return _counted(
        age.days,
        translate("ModelPicker", "List from yesterday"),
        translate("ModelPicker", "List from {n} days ago"),
    )


def _counted(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.replace("{n}", str(number))
