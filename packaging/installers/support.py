"""What Qt's Python binding compiles at each start, compiled once.

Its wheel keeps some modules as source in an archive in a library. They are looked for in
`shiboken6/files.dir` before, where developers of the binding put them to change them (SBK_EMBED=0).
"""

import py_compile
from pathlib import Path

FOLDER = Path("shiboken6", "files.dir")
# It writes declarations for editors, and is loaded at each start all the same.
UNUSED = "shibokensupport/signature/lib/pyi_generator.py"
_STAND_IN = b'"""Left out of a packed program: it wrote declarations for editors."""\n'


def write(place: Path) -> Path:
    """`place`, which becomes the bundle's `shiboken6/files.dir`."""
    # Its import is what starts the binding's own loader, which holds the archive.
    import shiboken6  # noqa: F401
    import shibokensupport

    archive = shibokensupport.__loader__.zfile
    if UNUSED not in archive.namelist():
        raise LookupError(f"{UNUSED} is no longer a part of Qt's binding")
    for name in archive.namelist():
        if not name.endswith(".py"):
            continue
        source = place / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(_STAND_IN if name == UNUSED else archive.read(name))
        py_compile.compile(
            str(source),
            cfile=str(source.with_suffix(".pyc")),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        source.unlink()
    return place
