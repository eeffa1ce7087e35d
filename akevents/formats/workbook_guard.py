"""What of an uploaded workbook may be read at all: bounded in size, in cells and in text, without macros or passwords.

A few kilobytes can unpack to gigabytes, one cell far away makes a huge rectangle, and one long shared text can be shown by
a million cells. So every part is unpacked here up to a limit, its cells are counted with expat before anything builds them,
and the reader gets a fresh archive of just these parts, because headers of an archive can lie to one reader and not to
another."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from akevents.errors import FileTooBig, ListRefused, TooManyRows
from akevents.formats.cell_words import place_of_cell

MEGABYTE = 1024 * 1024
SIZE_LIMIT_MB, ROW_LIMIT = 5, 5000
UNPACKED_LIMIT_MB = 50  # an honest workbook of 5,000 people unpacks to a fifth of it
RECTANGLE_LIMIT = 3_000_000  # cells, used or not, that the reader would build
CELL_LIMIT = 1_000_000  # cells that are used
TEXT_LIMIT = 50_000_000  # characters that all cells show together
PARTS_LIMIT = 2000
FORMULAS_KEPT = 10_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of every workbook with a password
# What zipfile raises for a file that is cut off, changed, packed in an unknown way (NotImplementedError) or has a password
# (RuntimeError): all of them are no list, none of them is a fault of ours.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
           expat.ExpatError, KeyError)  # fmt: skip


@dataclass
class Sheet:
    """What the scan found in one sheet: where formulas stand (row and column, from 1), and how far it reaches."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    rows: int = 0
    columns: int = 0
    cells: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class SafeWorkbook:
    """An archive of the parts a reader needs, stored without compression, and the scan of each sheet by its name."""

    data: bytes
    sheets: Mapping[str, Sheet]


def require_readable_kind(data: bytes, name: str) -> None:
    """Refuse by their first bytes the kinds of file that look like a list and are none. `name` is the file's, if known."""
    if not data.strip():
        raise ListRefused("empty")
    if data.startswith(OLE):
        raise ListRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if not data.startswith(b"PK\x03\x04") and name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb")):
        raise ListRefused("not_a_workbook")


def safe_workbook(data: bytes) -> SafeWorkbook:
    """Raises FileTooBig, TooManyRows, or ListRefused for macros, other formats and damaged files."""
    try:
        parts = _unpacked(data)
        shown = _lengths_of_texts(parts.get("xl/sharedStrings.xml", b""))
        sheets = {name: _scanned(parts[part], shown) for name, part in _sheet_parts(parts).items() if part in parts}
    except DAMAGED as error:
        raise ListRefused("damaged") from error
    if sum(each.rows * each.columns for each in sheets.values()) > RECTANGLE_LIMIT:
        raise TooManyRows(ROW_LIMIT)
    if sum(each.characters for each in sheets.values()) > TEXT_LIMIT:
        raise FileTooBig(SIZE_LIMIT_MB)
    return SafeWorkbook(_packed(parts), sheets)


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts that hold cells, each read to its declared size and no further."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {each.filename: each for each in archive.infolist()}
        _require_plain(entries)
        wanted = {name: each for name, each in entries.items() if name.endswith((".xml", ".rels"))}
        if len(entries) > PARTS_LIMIT or sum(each.file_size for each in wanted.values()) > UNPACKED_LIMIT_MB * MEGABYTE:
            raise FileTooBig(SIZE_LIMIT_MB)
        return {name: _content(archive, each) for name, each in wanted.items()}


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Asked for so many bytes, zipfile stops unpacking there; asked for all, it would unpack first and cut afterwards."""
    with archive.open(part) as source:
        return source.read(part.file_size + 1)


def _require_plain(names: Mapping[str, object]) -> None:
    if "EncryptedPackage" in names:
        raise ListRefused("encrypted")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ListRefused("macros")
    if "xl/workbook.bin" in names:
        raise ListRefused("binary_excel")
    if "content.xml" in names:
        raise ListRefused("opendocument")
    if "xl/workbook.xml" not in names:
        raise ListRefused("no_workbook")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Name of each sheet to the part that holds it."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, facts: dict[str, str]) -> None:
        if name == "Relationship":
            targets[facts.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", facts.get("Target", ""))).lstrip(
                "/"
            )

    def sheet(name: str, facts: dict[str, str]) -> None:
        if name == "sheet":
            identity = next((value for key, value in facts.items() if key.rpartition(":")[2] == "id"), "")
            sheets[facts.get("name", "")] = identity

    _parse(parts["xl/_rels/workbook.xml.rels"], relation)
    _parse(parts["xl/workbook.xml"], sheet)
    return {name: targets.get(identity, "") for name, identity in sheets.items()}


def _lengths_of_texts(xml: bytes) -> list[int]:
    """How long each shared text is, in their order."""
    lengths: list[int] = []

    def begun(name: str, _: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def heard(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    if xml:
        _parse(xml, begun, heard)
    return lengths


def _scanned(xml: bytes, lengths: list[int]) -> Sheet:
    """Counted and stopped at the limits; nothing of the content is kept."""
    found = Sheet()
    place = [0, 0]
    shared, in_value, digits = False, False, ""

    def begun(name: str, facts: dict[str, str]) -> None:
        nonlocal shared, in_value, digits
        in_value = name == "v"
        if name == "row":
            place[0] = int(facts["r"]) if "r" in facts else place[0] + 1
            place[1] = 0
        elif name == "c":
            place[:] = place_of_cell(facts["r"]) if "r" in facts else (place[0], place[1] + 1)
            shared, digits = facts.get("t") == "s", ""
            _count(found, place)
        elif name == "f" and len(found.formulas) < FORMULAS_KEPT:
            found.formulas.add((place[0], place[1]))

    def ended(name: str) -> None:
        nonlocal in_value
        if name == "v":
            in_value = False
            if shared and digits.strip().isdecimal() and int(digits) < len(lengths):
                found.characters += lengths[int(digits)]

    def heard(text: str) -> None:
        nonlocal digits
        if in_value and shared and len(digits) < 12:  # noqa: PLR2004 - no index is longer
            digits += text

    _parse(xml, begun, heard, ended)
    return found


def _count(found: Sheet, place: list[int]) -> None:
    found.cells += 1
    found.rows, found.columns = max(found.rows, place[0]), max(found.columns, place[1])
    if found.cells > CELL_LIMIT or found.rows * found.columns > RECTANGLE_LIMIT:
        raise TooManyRows(ROW_LIMIT)


def _parse(
    xml: bytes,
    begun: Callable[[str, dict[str, str]], None],
    heard: Callable[[str], None] | None = None,
    ended: Callable[[str], None] | None = None,
) -> None:
    """With local names. A document type could define texts that grow without end: no workbook has one."""

    def refuse(*_: object) -> None:
        raise ListRefused("damaged")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, facts: begun(name.rpartition(":")[2], facts)
    if heard:
        parser.CharacterDataHandler = heard
    if ended:
        parser.EndElementHandler = lambda name: ended(name.rpartition(":")[2])
    parser.Parse(xml, True)
