"""Writes the files of this folder from content.toml: `python make.py` (needs python-docx and PyArrow)."""

import tomllib
import zipfile
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
from docx.shared import Pt

HERE = Path(__file__).parent
CONTENT = tomllib.loads((HERE / "content.toml").read_text(encoding="utf-8"))
ROWS, REPORTS = CONTENT["row"], CONTENT["report"]
MEMBERS = {"2024-06-18/海滨.txt": HERE.parent / "coast.txt", "site.html": HERE.parent / "html" / "site-police.html"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_styled(path: Path) -> None:
    """Headlines by style."""
    document = docx.Document()
    for report in REPORTS:
        document.add_heading(report["title"], level=1)
        for paragraph in [*report["paragraphs"][:-1], report["paragraphs"][-1] + report["byline"]]:
            document.add_paragraph(paragraph)
    document.save(str(path))


def write_plain(path: Path) -> None:
    """Headlines by the size of their letters, as most people set them; a table at the end."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    for report in REPORTS:
        run = document.add_paragraph().add_run(report["title"])
        run.font.size, run.bold = Pt(22), True
        for paragraph in [*report["paragraphs"][:-1], report["paragraphs"][-1] + report["byline"]]:
            document.add_paragraph(paragraph)
    document.save(str(path))


def write_archive(path: Path) -> None:
    """A text page in a folder, a page of the web, and what is neither."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, source in MEMBERS.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), source.read_bytes())
        archive.writestr(zipfile.ZipInfo("notes.xyz", LONG_AGO), "no page")


def main() -> None:
    write_styled(HERE / "styled.docx")
    write_plain(HERE / "plain.docx")
    write_archive(HERE / "pages.zip")
    pq.write_table(pa.Table.from_pylist(ROWS), HERE / "rows.parquet")
    lines = ["编号,标题,正文,发布日期", *(",".join(f'"{row[key]}"' for key in row) for row in ROWS)]
    (HERE / "rows.csv").write_text("\r\n".join(lines) + "\r\n", encoding="gb18030", newline="")


if __name__ == "__main__":
    main()
