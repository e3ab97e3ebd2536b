"""Sheets of words and figures as a spreadsheet file. No cell is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

TEXT_ALONE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST = 32_767  # characters that a cell holds
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns with their width in characters, its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def written(sheets: Iterable[Sheet], title: str, created_at: datetime) -> bytes:
    """The sheets as a spreadsheet file."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, TEXT_ALONE)
    book.set_properties({"title": title, "created": created_at.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bg_color": "#0f4c5c", "font_color": "#ffffff", "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    figure = book.add_format({"valign": "top", "num_format": "#,##0.0"})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, head, body, figure)
    book.close()
    return made.getvalue()


def _write(page: Worksheet, sheet: Sheet, head: Format, body: Format, figure: Format) -> None:
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell[:LONGEST], body)
            elif cell is not None:
                page.write_number(number, column, cell, figure if isinstance(cell, float) else body)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
