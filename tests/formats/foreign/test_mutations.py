"""Whatever is changed in a file, reading it raises nothing and gives nothing unusable."""

import random
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from tests.formats.foreign.mutations import bytes_changed, values_changed
from tests.formats.foreign.samples import FIXTURES, SOURCES, read_all
from tests.formats.foreign.test_attacks import assert_usable

NAMES = [name for name in SOURCES if name != "jan"]
# `python -m tests.torture.imports` plays thousands.
ROUNDS = 25


@pytest.mark.parametrize("name", NAMES)
def test_changed_files_harm_nothing(name: str, tmp_path: Path) -> None:
    data = (FIXTURES / name).read_bytes()
    path = tmp_path / name
    for seed in range(ROUNDS):
        chance = random.Random(f"{name} {seed}")
        change = bytes_changed if name.endswith(".md") or seed % 2 else values_changed
        path.write_bytes(change(data, chance))
        for each in read_all(path)[0]:
            if isinstance(each, Chat):
                assert_usable(each)
