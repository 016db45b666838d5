from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from promptrun_desktop.domain.copies import Copy, superfluous

# A Wednesday.
TODAY = date(2026, 5, 13)
PLENTY = 10**9
NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def made(days_ago: int, size: int = 100, hour: int = 12) -> Copy:
    day = datetime(TODAY.year, TODAY.month, TODAY.day, hour).astimezone() - timedelta(days=days_ago)
    return Copy(Path(f"{days_ago}-{hour}"), day, size)


def kept(copies: list[Copy], room: int = PLENTY) -> list[str]:
    gone = superfluous(copies, TODAY, room)
    return [copy.path.name for copy in copies if copy not in gone]


def test_seven_days_and_four_weeks_are_kept():
    every_day = [made(days) for days in range(60)]
    # Sundays were 3, 10, 17 and 24 days ago; the first of these is one of the seven days.
    assert kept(every_day) == [f"{days}-12" for days in (0, 1, 2, 3, 4, 5, 6, 10, 17)]


def test_a_copy_a_day_leaves_one_of_each_week_however_the_days_go_by():
    copies: list[Copy] = []
    start = datetime(2026, 1, 1, 12).astimezone()
    for days in range(90):
        at = start + timedelta(days=days)
        copies.append(Copy(Path(str(days)), at, 1))
        gone = superfluous(copies, at.date(), PLENTY)
        copies = [copy for copy in copies if copy not in gone]
    weeks = {copy.day.isocalendar().week for copy in copies}
    assert len(weeks) == 4 and 7 <= len(copies) <= 10


def test_of_one_day_the_newest_is_kept():
    assert kept([made(0, hour=9), made(0, hour=17)]) == ["0-17"]


def test_the_oldest_go_where_there_is_no_room_but_never_the_last():
    copies = [made(days) for days in range(5)]
    assert kept(copies, room=250) == ["0-12", "1-12"]
    assert kept(copies, room=0) == ["0-12"]


def test_the_only_copy_stays_however_old():
    assert kept([made(400)]) == ["400-12"]


def test_a_clock_that_went_ahead_takes_no_copies_of_the_last_days():
    copies = [Copy(Path(str(days)), NOON - timedelta(days=days), 1) for days in range(5)]
    later = (NOON + timedelta(days=400)).date()
    assert [copy.path.name for copy in superfluous(copies, later, PLENTY)] == ["3", "4"]
