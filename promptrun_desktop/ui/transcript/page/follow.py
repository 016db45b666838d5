"""Whether the view keeps to the end of a growing text. No widgets: only the rule."""

# A person at the end may be a pixel or two from it.
SLACK = 2


class Follow:
    """Being at the end follows; moving up, by however little, lets go.

    A sent question stands at the top and its answer grows under it: nothing follows until the
    person goes to the end. `unread` says that text came below while nobody followed.
    """

    def __init__(self) -> None:
        self.following = True
        self.unread = False

    def moved(self, down: bool, now: int, end: int) -> None:
        """A person scrolled; all in pixels."""
        self.following = now >= end - (SLACK if down else 0)
        if self.following:
            self.unread = False

    def grew(self, *, hidden: bool) -> None:
        """`hidden` text is below the lower edge."""
        self.unread = (self.unread or hidden) and not self.following

    def go_to_end(self) -> None:
        self.following, self.unread = True, False

    def let_go(self) -> None:
        """A question is at the top now."""
        self.following = self.unread = False

    def stay(self) -> None:
        """Something that is seen is looked at, such as a result of finding."""
        self.following = False
