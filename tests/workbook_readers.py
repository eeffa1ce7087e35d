"""Five programs that read our workbooks, each as rows of text: what a person sees there is what stands here.

LibreOffice is the only one that opens them as a desktop does; it is started once for each file."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsx2csv import Xlsx2csv

Rows = list[list[str]]
SECONDS = 120  # LibreOffice prepares its profile at the first start
# Semicolon, quotation mark, UTF-8, from line 1, no formats, quoted text, cell contents as they are, of one sheet.
CSV_FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,true,false,false,false,false,{sheet}"


def by_openpyxl(content: bytes, sheet: str) -> Rows:
    page = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)]


def by_calamine(content: bytes, sheet: str) -> Rows:
    page = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet)
    return [[str(cell) for cell in row] for row in page.to_python(skip_empty_area=False)]


def by_xlsx2csv(content: bytes, sheet: str) -> Rows:
    target = io.StringIO(newline="")
    reader = Xlsx2csv(io.BytesIO(content), outputencoding="utf-8", escape=False, skip_empty_lines=False)
    reader.convert(target, sheetid=reader.getSheetIdByName(sheet))
    return list(csv.reader(io.StringIO(target.getvalue(), newline="")))


def by_libreoffice(content: bytes, sheet: str) -> Rows:
    number = openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames.index(sheet) + 1
    text = converted(content, CSV_FILTER.format(sheet=number), "csv").decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def libreoffice_saves(content: bytes) -> bytes:
    """The workbook as LibreOffice writes it after opening it."""
    return converted(content, "xlsx:Calc MS Excel 2007 XML", "xlsx")


def formulas_in_libreoffice(content: bytes) -> int:
    return converted(content, "fods", "fods").count(b"table:formula=")


@cache
def soffice() -> str:
    """The program; without it these tests are left out on a desk, and fail in CI."""
    found = shutil.which("soffice") or shutil.which("localc")
    if found is None and os.environ.get("CI"):
        raise RuntimeError("CI needs LibreOffice: apt-get install libreoffice-calc-nogui")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def converted(content: bytes, to: str, ending: str) -> bytes:
    """With a profile of its own, so that it neither meets nor disturbs a LibreOffice that is open."""
    with TemporaryDirectory(prefix="akevents-libreoffice-") as name:
        folder = Path(name)
        (folder / "book.xlsx").write_bytes(content)
        (folder / "out").mkdir()
        command = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to,
                   "--outdir", str(folder / "out"), str(folder / "book.xlsx")]  # fmt: skip
        environment = os.environ | {"HOME": name, "LANG": "C.UTF-8"}
        done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=True)
        found = sorted((folder / "out").glob(f"*.{ending}"))
        assert found, done.stderr.decode()
        return found[0].read_bytes()


IN_PYTHON: dict[str, Callable[[bytes, str], Rows]] = {
    "openpyxl": by_openpyxl, "calamine": by_calamine, "xlsx2csv": by_xlsx2csv,
}  # fmt: skip
