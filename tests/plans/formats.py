"""The same paper in the four formats in which plans are handed around, made in memory."""

import io
from html import escape

import docx
import weasyprint

FURNITURE_BEFORE = ("当前位置：首页 > 政务公开 > 文件", "发布时间：2025-03-20 来源：县政府办", "字号：[大 中 小]")
FURNITURE_AFTER = ("打印本页 关闭窗口", "主办单位：某某网站", "版权所有 ICP备00000000号")


def as_txt(lines: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(f"　　{line}" for line in lines).encode(encoding)


def as_html(lines: tuple[str, ...]) -> bytes:
    """A government page as a browser saves it: menus around, the document in a block of its own."""
    menu = "".join(f"<li><a href='#'>{word}</a></li>" for word in ("首页", "政务公开", "政务服务", "互动交流"))
    around = [f"<p>{line}</p>" for line in FURNITURE_BEFORE]
    below = "".join(f"<p>{line}</p>" for line in FURNITURE_AFTER)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知</title><script>var 一 = '（一）';</script></head>"
        f"<body><div class='top'><ul>{menu}</ul></div><div class='main'><div>{''.join(around)}</div>"
        f"<div class='text'>{_blocks(lines)}</div></div><div class='foot'>{below}</div></body></html>"
    ).encode()


def as_docx(lines: tuple[str, ...]) -> bytes:
    document = docx.Document()
    rows: list[list[str]] = []
    for line in (*lines, ""):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
            rows = []
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(lines: tuple[str, ...]) -> bytes:
    """A PDF with page numbers, whose long paragraphs are broken into lines."""
    style = (
        "@page { size: A5; margin: 20mm; @bottom-center { content: '— ' counter(page) ' —' } }"
        "body { font: 12pt 'Noto Serif CJK SC' } p { margin: 0; text-indent: 2em }"
    )
    page = f"<html lang='zh'><head><style>{style}</style></head><body>{_blocks(lines)}</body></html>"
    return bytes(weasyprint.HTML(string=page).write_pdf())


def _blocks(lines: tuple[str, ...]) -> str:
    parts = []
    for line in lines:
        if "\t" in line:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t"))
            parts.append(f"<table><tr>{cells}</tr></table>")
        else:
            parts.append(f"<p>&emsp;&emsp;{escape(line)}</p>")
    return "".join(parts)
