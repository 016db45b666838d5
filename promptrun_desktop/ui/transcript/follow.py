"""Whether the view keeps to the end of a growing text. No widgets: only the rule."""

# A person at the end may be a pixel or two from it.
SLACK = 2


class Follow:
    """Being at the end follows; moving up, by however little, lets go.

    `unread` says that text came below while nobody followed.
    """

    def __init__(self) -> None:
        self.following = True
        self.unread = False

    def moved(self, before: int, now: int, end: int) -> None:
        """A person scrolled; all in pixels."""
        self.following = now >= end or (now > before and now >= end - SLACK)
        if self.following:
            self.unread = False

    def grew(self) -> None:
        self.unread = self.unread or not self.following

    def go_to_end(self) -> None:
        self.following, self.unread = True, False

    def stay(self, now: int, end: int) -> None:
        """Something else changed the length, such as a fold: nobody asked to be moved."""
        self.following = now >= end - SLACK
