"""The notebooks run from top to bottom, and are stored with their results."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path):
    nbformat = pytest.importorskip("nbformat")
    return nbformat.read(path, as_version=4)


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_runs_from_top_to_bottom(path, tmp_path):
    nbclient = pytest.importorskip("nbclient")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    notebook = read(path)
    resources = {"metadata": {"path": str(tmp_path / "notebooks")}}
    nbclient.NotebookClient(notebook, timeout=120, resources=resources).execute()
    kinds = {kind for cell in notebook.cells for output in cell.get("outputs", ()) for kind in output.get("data", ())}
    assert "text/html" in kinds
    assert "stderr" not in [output.get("name") for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_results_are_stored_and_chinese_stays_text(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    assert not [o for cell in cells for o in cell.outputs if o.output_type == "error"]
    assert "/tmp/" not in path.read_text(encoding="utf-8")
    assert str(ROOT) not in path.read_text(encoding="utf-8")


def test_the_charts_are_drawings_with_their_text():
    cells = [cell for path in NOTEBOOKS for cell in read(path).cells if cell.cell_type == "code"]
    charts = [o.data["image/svg+xml"] for cell in cells for o in cell.outputs if "image/svg+xml" in o.get("data", {})]
    assert len(charts) == 2 and all("<text" in chart for chart in charts)
