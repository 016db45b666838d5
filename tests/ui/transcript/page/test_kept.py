from promptrun_desktop.ui.transcript.page.kept import Kept


class Held:
    def __init__(self, boxes=1):
        self.boxes = [None] * boxes
        self.released = False

    def release(self):
        self.released = True


def test_the_leaves_that_came_first_give_their_layouts_back_first():
    kept, leaves = Kept(most=3), [Held() for _ in range(5)]
    for leaf in leaves:
        kept.use(leaf)
    kept.trim(set())
    assert [leaf.released for leaf in leaves] == [True, True, False, False, False]
    assert len(kept) == 3


def test_what_was_seen_when_room_was_needed_counts_as_new():
    kept, leaves = Kept(most=3), [Held() for _ in range(5)]
    for leaf in leaves[:4]:
        kept.use(leaf)
    kept.trim({leaves[0]})
    kept.use(leaves[4])
    kept.trim(set())
    assert [leaf.released for leaf in leaves] == [False, True, True, False, False]


def test_one_that_grew_counts_all_its_boxes():
    kept, code = Kept(most=10), Held(boxes=2)
    kept.use(code)
    code.boxes.append(None)
    kept.use(code)
    assert len(kept) == 3


def test_what_is_seen_keeps_its_layout_however_much_that_is():
    kept, leaves = Kept(most=2), [Held() for _ in range(6)]
    for leaf in leaves:
        kept.use(leaf)
    kept.trim(set(leaves[:4]))
    assert [leaf.released for leaf in leaves] == [False] * 4 + [True] * 2


def test_a_row_of_a_table_counts_its_cells():
    kept, row, line = Kept(most=10), Held(boxes=10), Held()
    kept.use(row)
    kept.use(line)
    kept.trim({line})
    assert row.released
    assert len(kept) == 1


def test_one_that_was_used_twice_counts_once():
    kept, leaf = Kept(most=2), Held()
    for _ in range(5):
        kept.use(leaf)
    assert len(kept) == 1
