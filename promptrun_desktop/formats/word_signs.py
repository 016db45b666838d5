"""What signs mean in Word's formulas."""

import re

# Large operators, which have their limits and what they are about with them.
LARGE = frozenset("∏∐∑∫∬∭⨌∮∯∰⋀⋁⋂⋃⨀⨁⨂⨄⨅⨆")
INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
# Where what a large operator is about ends.
ENDINGS = frozenset("+-−±∓=≠<>≤≥≈≡∼≃≅≪≫∝→⇒⇔←↦∈∉⊂⊆,;:")
# Brackets with those that may close them; intervals mix some.
CLOSED_BY = {"(": ")]", "[": "])", "{": "}", "⌈": "⌉", "⌊": "⌋", "⟨": "⟩", "|": "|⟩", "‖": "‖"}
# Names whose index stands below them, also in a line.
BELOW = frozenset(("lim", "max", "min", "sup", "inf", "argmax", "argmin"))
# What stands above or below: as Word writes it.
ACCENTS = {
    "^": "\u0302",
    "\u02c6": "\u0302",
    "\u0302": "\u0302",
    "~": "\u0303",
    "\u02dc": "\u0303",
    "\u0303": "\u0303",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u20db": "\u20db",
    "\u20dc": "\u20dc",
    "\u2192": "\u20d7",
    "\u2190": "\u20d6",
    "\u2194": "\u20e1",
    "\u02d8": "\u0306",
    "\u02c7": "\u030c",
    "\u00b4": "\u0301",
    "\u02ca": "\u0301",
    "`": "\u0300",
    "\u02cb": "\u0300",
    "\u02da": "\u030a",
    "\u00af": "\u0305",
}
BARS = frozenset("\u2015\u203e\u00af_\u0332\u2212")
BRACES = frozenset("\u23dc\u23dd\u23de\u23df\u23b4\u23b5")
STRIKES = {
    "box": "",
    "updiagonalstrike": "BLTR",
    "downdiagonalstrike": "TLBR",
    "horizontalstrike": "H",
    "verticalstrike": "V",
}
# In the letters of text, spaces kept.
PLAIN = "<m:rPr><m:nor/></m:rPr>"
_SCRIPTS = ("double-struck", "script", "fraktur", "sans-serif", "monospace")
_WIDTH = re.compile(r"\+?(\d+(?:\.\d+)?)(em|ex|mu|pt)?")
# By what they are at least as wide as, in em.
_BLANKS = (
    (0.4, "\N{EN SPACE}"),
    (0.26, "\N{THREE-PER-EM SPACE}"),
    (0.19, "\N{FOUR-PER-EM SPACE}"),
    (0.05, "\N{THIN SPACE}"),
)
_EM = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1}


def looks(tag: str, text: str, variant: str) -> str:
    """How a run is written; by itself Word slants letters and leaves the rest upright."""
    if tag == "mtext":
        return PLAIN
    script = next((each for each in _SCRIPTS if each in variant), "")
    bold, italic = "bold" in variant, "italic" in variant
    upright = variant == "normal" or script or (not variant and len(text) > 1 and tag != "mn")
    style = "bi" if bold and italic else "b" if bold else "p" if upright and not italic else ""
    parts = f'<m:scr m:val="{script}"/>' if script else ""
    parts += f'<m:sty m:val="{style}"/>' if style else ""
    return f"<m:rPr>{parts}</m:rPr>" if parts else ""


def space(width: str) -> str:
    """The blank that comes nearest; none for what would move back."""
    found = _WIDTH.fullmatch(width)
    size = float(found[1]) * _EM[found[2] or "em"] if found else 0.0
    if size >= 0.75:
        return "\N{EM SPACE}" * min(round(size), 4)
    return next((blank for least, blank in _BLANKS if size >= least), "")
