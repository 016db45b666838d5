"""What makes a release: pinned, with few rights, and nothing foreign in a command."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from installers.layout import ROOT
from installers.products import PRODUCTS
from ruamel.yaml import YAML

PATH = ROOT / ".github" / "workflows" / "release.yml"
TEXT = PATH.read_text(encoding="utf-8")
WORKFLOW: dict[str, Any] = YAML(typ="safe").load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]


def before(job: str) -> set[str]:
    """Every job that has to end well before this one begins."""
    needs = JOBS[job].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*(before(each) for each in direct))


def test_it_runs_for_tags_alone() -> None:
    # YAML 1.2 reads "on" as a word; 1.1 would read it as true.
    assert WORKFLOW["on"] == {"push": {"tags": ["v*"]}}


def test_every_action_and_image_is_pinned_by_its_hash() -> None:
    used = [step["uses"] for _, step in STEPS if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each)] == []
    images = [job["container"]["image"] for job in JOBS.values() if "container" in job]
    assert [each for each in images if not re.search(r"@sha256:[0-9a-f]{64}$", each)] == []


def test_only_the_draft_may_write_and_only_what_it_writes() -> None:
    assert WORKFLOW["permissions"] == {}
    rights = {name: job["permissions"] for name, job in JOBS.items()}
    draft = rights.pop("draft")
    assert draft == {"contents": "write", "id-token": "write", "attestations": "write"}
    assert all(each == {"contents": "read"} for each in rights.values())


def test_no_command_is_put_together_from_what_others_wrote() -> None:
    assert [name for name, step in STEPS if "${{" in step.get("run", "")] == []


def test_no_checkout_leaves_its_key_behind() -> None:
    checkouts = [step for _, step in STEPS if "actions/checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_everything_is_tried_before_anything_is_handed_out() -> None:
    (checked,) = {name for name, step in STEPS if ".ci/run" in step.get("run", "")}
    for job in ("flatpak", "windows", "macos", "update", "draft"):
        assert checked in before(job)
        assert "notes" in before(job)


def test_every_product_is_made_somewhere() -> None:
    commands = "\n".join(step.get("run", "") for _, step in STEPS)
    made = re.findall(r"dev\.py package ((?:[a-z]+ ?)+)", commands)
    assert sorted(name for each in made for name in each.split()) == sorted(PRODUCTS)


def test_secrets_are_read_only_where_the_environment_guards_them() -> None:
    for name, job in JOBS.items():
        if "secrets." in str(job):
            assert job["environment"] == "release", name


def test_what_needs_a_certificate_is_left_out_without_one() -> None:
    for _, step in STEPS:
        if "secrets." in str(step) and "run" in step and "dev.py package" not in step["run"]:
            assert step["if"] == "env.SIGNS == 'true'"


def test_checksums_provenance_and_notes_go_with_the_draft() -> None:
    said = str(JOBS["draft"]["steps"])
    for each in ("sha256sum", "SHA256SUMS", "attest-build-provenance", "--draft", "--notes-file"):
        assert each in said


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
        ["zizmor", "--offline", "--quiet"],
    ],
    ids=lambda command: command[0],
)
def test_those_who_know_workflows_find_nothing(command: list[str]) -> None:
    program = shutil.which(command[0], path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    told = subprocess.run(
        [program, *command[1:], str(PATH)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
