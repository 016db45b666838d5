from promptrun_desktop.domain.signal import Signal


def test_slots_are_called_in_the_order_they_were_connected():
    heard = []
    signal = Signal[[str]]()
    signal.connect(lambda text: heard.append("first " + text))
    signal.connect(lambda text: heard.append("second " + text))
    signal.emit("hello")
    assert heard == ["first hello", "second hello"]


def test_undoing_a_connection_is_final_and_may_happen_twice():
    heard = []
    signal = Signal[[int]]()
    undo = signal.connect(heard.append)
    undo()
    undo("arguments of whoever calls it are ignored")
    signal.emit(1)
    assert heard == []


def test_a_slot_that_disconnects_itself_does_not_disturb_the_others():
    heard = []
    signal = Signal[[]]()

    def once() -> None:
        heard.append("once")
        undo()

    undo = signal.connect(once)
    signal.connect(lambda: heard.append("always"))
    signal.emit()
    signal.emit()
    assert heard == ["once", "always", "always"]


def test_undoing_one_of_two_equal_connections_keeps_the_other():
    class Listener:
        def __init__(self) -> None:
            self.heard = 0

        def hear(self) -> None:
            self.heard += 1

    listener, signal = Listener(), Signal[[]]()
    undo = signal.connect(listener.hear)
    signal.connect(listener.hear)
    undo()
    signal.emit()
    assert listener.heard == 1
