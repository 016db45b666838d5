"""What Qt's Python binding compiles at each start, compiled once.

Its wheel keeps some modules as source in an archive in a library. They are looked for in
`shiboken6/files.dir` before, where developers of the binding put them to change them (SBK_EMBED=0).
"""

import py_compile
from pathlib import Path

FOLDER = Path("shiboken6", "files.dir")


def write(place: Path) -> Path:
    """`place`, which becomes the bundle's `shiboken6/files.dir`."""
    # Its import is what starts the binding's own loader, which holds the archive.
    import shiboken6  # noqa: F401
    import shibokensupport

    archive = shibokensupport.__loader__.zfile
    for name in archive.namelist():
        if not name.endswith(".py"):
            continue
        source = place / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(archive.read(name))
        py_compile.compile(
            str(source),
            cfile=str(source.with_suffix(".pyc")),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        source.unlink()
    return place
