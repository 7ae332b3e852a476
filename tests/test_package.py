"""The installed package carries all its data, and every document of the project is true."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = {".py", ".pyc"}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory):
    """The names inside a wheel built from a copy of the source."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "kg", source / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(target)]
    subprocess.run([*command, str(source)], check=True, cwd=source)
    return set(zipfile.ZipFile(next(target.glob("*.whl"))).namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel_names):
    files = {p.relative_to(ROOT).as_posix() for p in (ROOT / "kg").rglob("*") if p.is_file()}
    missing = {name for name in files if "__pycache__" not in name} - wheel_names
    assert not missing


def test_the_wheel_holds_data_files(wheel_names):
    assert {Path(name).suffix for name in wheel_names if name.startswith("kg/")} - CODE >= {".toml", ".tsv"}
