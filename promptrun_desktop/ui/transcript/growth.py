"""What arrived for growing messages since the last frame: collected in lists, joined once."""


class Growth:
    def __init__(self) -> None:
        self._texts: dict[str, tuple[list[str], list[str]]] = {}

    def add(self, message_id: str, text: str, reasoning: str) -> None:
        # Called for each delta: most bring only text, to a message that grows already.
        grown = self._texts.get(message_id)
        if grown is None:
            grown = self._texts[message_id] = ([], [])
        grown[0].append(text)
        if reasoning:
            grown[1].append(reasoning)

    def take(self, message_id: str) -> tuple[str, str]:
        """Text and reasoning that wait for one message."""
        texts, thoughts = self._texts.pop(message_id, ([], []))
        return "".join(texts), "".join(thoughts)

    def ids(self) -> list[str]:
        return list(self._texts)

    def clear(self) -> None:
        self._texts.clear()
