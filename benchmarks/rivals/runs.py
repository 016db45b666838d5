"""What every renderer is given: how fast the deltas come, and after how much text."""

from dataclasses import asdict, dataclass

from benchmarks.corpus import answer, deltas

# What arrives when one person asks a fast model, and far more than any sends.
RATES = (200, 1_000)
STARTS = (0, 184_000)
SECONDS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """`text` is there already; `pieces` come, `rate` of them a second."""

    rate: int
    start: int
    text: str
    pieces: list[str]

    def plain(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Figure:
    """CPU ms of the window's thread, or the page's, for 1,000 deltas; paints a second."""

    name: str
    rate: int
    start: int
    ms: float
    frames: float


def runs() -> list[Run]:
    text = answer(STARTS[-1] + RATES[-1] * SECONDS * 5)
    return [
        Run(rate, start, text[:start], deltas(text[start:])[: rate * SECONDS])
        for rate in RATES
        for start in STARTS
    ]
