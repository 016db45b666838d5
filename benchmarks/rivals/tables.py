"""The figures of all renderers as a table in Markdown."""

from collections.abc import Sequence

from benchmarks.rivals.runs import Figure

_HEAD = (
    "| | deltas/s | after | CPU ms per 1,000 deltas | times this app "
    "| paints/s | CPU ms per paint |"
)
_RULE = "|---|--:|--:|--:|--:|--:|--:|"


def markdown(figures: Sequence[Figure]) -> str:
    """Those of one pace and place together, the cheapest pace first; ours is the measure."""
    own = {(each.rate, each.start): each.ms for each in figures if each.name == "this app"}
    ordered = sorted(figures, key=lambda each: (each.rate, each.start))
    return "\n".join([_HEAD, _RULE, *(_row(each, own) for each in ordered)])


def _row(figure: Figure, own: dict[tuple[int, int], float]) -> str:
    ours = own.get((figure.rate, figure.start))
    times = f"{figure.ms / ours:.1f}" if ours else ""
    after = f"{figure.start // 1000} KB" if figure.start else "0"
    paint = figure.ms * figure.rate / 1000 / figure.frames if figure.frames else 0
    return (
        f"| {figure.name} | {figure.rate:,} | {after} | {figure.ms:,.0f} | {times} "
        f"| {figure.frames:.0f} | {paint:,.1f} |"
    )
