"""Writes the binary files of this folder: `python make.py` (needs python-docx and PyArrow)."""

import zipfile
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
from docx.shared import Pt

HERE = Path(__file__).parent
ROWS = [
    {"编号": "r1", "标题": "沂水县开展燃气安全检查", "正文": "5月6日，沂水县住房和城乡建设局对城区12家餐饮场所开展燃气安全检查，查出隐患7处。", "发布日期": "2024-05-07"},
    {"编号": "r2", "标题": "蒙阴蜜桃开园", "正文": "6月1日，蒙阴县岱崮镇蜜桃采摘园开园，首日接待游客2300人次。", "发布日期": "2024-06-02"},
]  # fmt: skip
REPORTS = [
    ("霍山县公安局开展禁毒宣传", ["6月26日，霍山县公安局禁毒大队在衡山广场开展禁毒宣传，发放宣传册1500份。", "活动现场，民警用仿真毒品模型向群众讲解识毒防毒知识。"], "（储小满）"),
    ("诸佛庵镇石斛喜获丰收", ["本报霍山讯 6月25日，霍山县诸佛庵镇的石斛基地里，20余名村民正忙着采收。", "该镇今年种植石斛3200亩，预计产值达1.8亿元。"], "（程立秋）"),
]  # fmt: skip


def write_styled(path: Path) -> None:
    """Headlines by style."""
    document = docx.Document()
    for title, paragraphs, byline in REPORTS:
        document.add_heading(title, level=1)
        for paragraph in paragraphs[:-1]:
            document.add_paragraph(paragraph)
        document.add_paragraph(paragraphs[-1] + byline)
    document.save(str(path))


def write_plain(path: Path) -> None:
    """Headlines by the size of their letters, as most people set them; a table at the end."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    for title, paragraphs, byline in REPORTS:
        run = document.add_paragraph().add_run(title)
        run.font.size, run.bold = Pt(22), True
        for paragraph in [*paragraphs[:-1], paragraphs[-1] + byline]:
            document.add_paragraph(paragraph)
    document.save(str(path))


def write_archive(path: Path) -> None:
    """A text page, a table and a page of the web; one name in GBK, as Windows writes it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, source in (("2024-06-18/海滨.txt", HERE.parent / "coast.txt"), ("site.html", HERE.parent / "html/site-police.html")):  # fmt: skip
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, source.read_bytes())
        archive.writestr(zipfile.ZipInfo("notes.xyz", (1980, 1, 1, 0, 0, 0)), "no page")


def main() -> None:
    write_styled(HERE / "styled.docx")
    write_plain(HERE / "plain.docx")
    write_archive(HERE / "pages.zip")
    pq.write_table(pa.Table.from_pylist(ROWS), HERE / "rows.parquet")
    lines = ["编号,标题,正文,发布日期", *(",".join(f'"{row[key]}"' for key in row) for row in ROWS)]
    (HERE / "rows.csv").write_text("\r\n".join(lines) + "\r\n", encoding="gb18030", newline="")


if __name__ == "__main__":
    main()
