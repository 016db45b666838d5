"""Where a record was found: what a reader may know of it beside its content."""

from datetime import datetime
from typing import NamedTuple

from promptrun_desktop.formats.foreign.report import Report


class Origin(NamedTuple):
    """`name` is that of the file, `folder` the path of its folder within what was chosen, with
    "/" between the names; `modified_at` stands in for times that a source lacks."""

    name: str
    folder: str
    modified_at: datetime
    report: Report
