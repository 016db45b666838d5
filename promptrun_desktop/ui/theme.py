"""The colours of the app: two sets of named tokens, light and dark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """`bg` conversation and fields, `side` sidebar, `panel` parameters; `fg`, `dim` and `faint`
    texts have at least 4.5 : 1 on all three; on `sel` use `dim`, not `faint`. `found` lies under
    what a search found, `found_now` under the one that is gone to."""

    bg: str
    side: str
    panel: str
    fg: str
    dim: str
    faint: str
    line: str
    accent: str
    on_accent: str
    soft: str
    user: str
    sel: str
    code: str
    code_head: str
    found: str
    found_now: str
    ok: str
    warn: str
    warn_bg: str
    err: str
    keyword: str
    string: str
    name: str
    dark: bool


LIGHT = Tokens(
    bg="#FFFFFF",
    side="#F5F6F8",
    panel="#FAFBFC",
    fg="#1B1F24",
    dim="#58616C",
    faint="#646D78",
    line="#E3E6EA",
    accent="#3052CC",
    on_accent="#FFFFFF",
    soft="#EAEFFD",
    user="#F1F4FC",
    sel="#E4E9F7",
    code="#F6F7F9",
    code_head="#EDEFF2",
    found="#FFE9A8",
    found_now="#FFC53D",
    ok="#1B6E45",
    warn="#8A5A00",
    warn_bg="#FFF6E0",
    err="#B3261E",
    keyword="#B3261E",
    string="#1F6F43",
    name="#6A3FC4",
    dark=False,
)

DARK = Tokens(
    bg="#16181C",
    side="#1C1F24",
    panel="#1A1D21",
    fg="#E6E8EB",
    dim="#A3ABB6",
    faint="#98A1AD",
    line="#2C3138",
    accent="#8FA8FF",
    on_accent="#10131A",
    soft="#252D45",
    user="#20263A",
    sel="#2A3146",
    code="#1E2126",
    code_head="#262A31",
    found="#4D4122",
    found_now="#7A5C14",
    ok="#6FD3A0",
    warn="#F0C46B",
    warn_bg="#33291A",
    err="#FF8A80",
    keyword="#FF8A80",
    string="#7FD8A6",
    name="#BDA4FF",
    dark=True,
)
