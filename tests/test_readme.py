"""Every example of the README runs."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"^    (.+)$", README, re.MULTILINE))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as the examples expect it: the seed page, built."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(main, ["build", "seeds", "--quiet"]).exit_code == 0
    return folder


def test_the_commands_run(folder, monkeypatch):
    monkeypatch.chdir(folder)
    commands = re.findall(r"^kg (?:query|ask|export) (?:'[^']*'|[^'\n])+", SHELL, re.MULTILINE)
    assert len(commands) >= 2
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command, comments=True)[1:])
        assert result.exit_code == 0, (command, result.output)
        assert result.stdout or "-o" in command, command


def test_the_python_examples_run(folder, monkeypatch):
    monkeypatch.chdir(folder)
    names: dict = {}
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(block, names)
    assert names["record"].entities


def test_every_file_named_exists(folder):
    for name in re.findall(r"[`(]((?:kg|notebooks|seeds|tests)/[\w./]*)[`)]", README):
        assert (ROOT / name).exists(), name
