"""What arrived for growing messages since the last frame: collected in lists, joined once."""


class Growth:
    def __init__(self) -> None:
        self._texts: dict[str, tuple[list[str], list[str]]] = {}

    def add(self, message_id: str, text: str, reasoning: str) -> None:
        texts, thoughts = self._texts.setdefault(message_id, ([], []))
        texts.append(text)
        thoughts.append(reasoning)

    def take(self, message_id: str) -> tuple[str, str]:
        """Text and reasoning that wait for one message."""
        texts, thoughts = self._texts.pop(message_id, ([], []))
        return "".join(texts), "".join(thoughts)

    def ids(self) -> list[str]:
        return list(self._texts)

    def clear(self) -> None:
        self._texts.clear()
