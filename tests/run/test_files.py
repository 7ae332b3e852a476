import pytest

from kg.errors import OutputError
from kg.run.files import check_folder, replace_all


def test_all_are_replaced(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    assert replace_all(tmp_path, {"a": b"new", "b": b"x"}) == [tmp_path / "a", tmp_path / "b"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"new", "b": b"x"}


def test_a_failure_leaves_the_old(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError):
        replace_all(tmp_path, {"a": b"new", "missing/b": b"x"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"old"}


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        replace_all(tmp_path / "file", {"a": b""})


def test_a_folder_to_come_is_checked_before_the_work(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    check_folder(tmp_path / "new" / "deeper")
    assert not (tmp_path / "new").exists()
    with pytest.raises(OutputError, match="is a file"):
        check_folder(tmp_path / "file" / "deeper")
