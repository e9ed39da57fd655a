"""The documentation says what the program does: every command, option, make target and link in it is real."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from watch1718.cli import application

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = typer.main.get_command(application())


def blocks(page: Path) -> Iterator[str]:
    """The lines that a reader would type: those of code blocks, and what stands between backticks."""
    text = page.read_text(encoding="utf-8")
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def typed(page: Path, program: str) -> list[str]:
    """Every line that starts with a program's name, without its comment."""
    lines = (line.strip().removeprefix("$ ").split("  #")[0].split("   ")[0] for line in blocks(page))
    return [line for line in lines if line.startswith(f"{program} ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_the_documentation_exists(page: Path):
    """Each ``watch1718 …`` line names a command and options that there are."""
    for line in typed(page, "watch1718"):
        command, words = COMMAND, line.split()[1:]
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert not hasattr(command, "commands") or not words or words[0].startswith(("-", "…", "COMMAND")), line
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        for word in words:
            if word.startswith("--") and word != "--":
                assert word.split("=")[0] in known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_in_the_documentation_exists(page: Path):
    """Each ``make …`` line names a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in typed(page, "make"):
        assert line.split()[1] in targets, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    """Links to files of the project name files that there are."""
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_shows_an_example():
    """``--help`` of each command ends with a line that can be typed."""

    def leaves(command: object, name: str) -> Iterator[tuple[str, object]]:
        children = getattr(command, "commands", {})
        for word, child in children.items():
            yield from leaves(child, f"{name} {word}")
        if not children:
            yield name, command

    shown = [(name, f"{command.help} {command.epilog}") for name, command in leaves(COMMAND, "watch1718")]
    lacking = [name for name, told in shown if "Example:" not in told]
    assert lacking == []


def test_the_top_of_the_project_can_be_taken_in_at_a_glance():
    """At most fourteen visible entries stand at the top level."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    top = {line.split("/")[0] for line in listed.splitlines() if not line.startswith(".")}
    assert len(top) <= 14 or not listed


def test_the_decisions_page_lists_every_decision():
    """Each page under docs/decisions stands in its table."""
    table = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/decisions").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in table, page.name
