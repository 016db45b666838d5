from promptrun_desktop.demo.ledger import KEPT_BYTES, Ledger


def test_the_oldest_requests_are_forgotten_before_they_fill_the_memory() -> None:
    ledger = Ledger()
    filler = "x" * (KEPT_BYTES // 3)
    for number in range(5):
        ledger.record(b'{"n": %d, "filler": "%s"}' % (number, filler.encode()))
    assert [body["n"] for body in ledger.received()] == [3, 4]


def test_what_is_read_is_a_copy() -> None:
    ledger = Ledger()
    ledger.record(b'{"messages": []}')
    ledger.received()[0]["messages"].append("changed")
    assert ledger.received() == [{"messages": []}]


def test_lists_are_counted() -> None:
    ledger = Ledger()
    ledger.record_list()
    ledger.record_list()
    assert ledger.lists == 2
