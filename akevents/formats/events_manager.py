"""Lists of bookings as the WordPress plugin Events Manager exports them, and any other list with names and addresses.

What the export looks like (facts from the plugin's public source, versions 5 and 6): UTF-8 with byte order mark; above the
header up to four lines in words ("Event : …", "Where - …", "When : …", "Exported … on …") and in version 6 a blank one,
or none if the site switched them off; comma unless the site chose another separator; the columns a moderator ticked, in
the site's language; one line per booking, or per ticket of a booking; text escaped as HTML; instants in the site's own
format. Custom form fields follow under the labels the site gave them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import unescape

from akevents.formats import cell_words
from akevents.formats.imported_rows import ImportedRow
from akevents.formats.table_files import Table

NAMES = {
    "email": "email emailadresse emailaddress mail mailadresse useremail benutzeremail epost",
    "name": "name vollername vollstandigername fullname displayname teilnehmer teilnehmerin teilnehmername attendeename",
    "first_name": "vorname firstname rufname attendeefirstname",
    "last_name": "nachname lastname familienname surname zuname attendeelastname",
    "institution": "institution institutionkommune institutionoderkommune institutionkommuneunternehmen organisation "
    "organization firma unternehmen company einrichtung arbeitgeber behorde dienststelle",
    "municipality": "kommune gemeinde stadt stadtgemeinde municipality city ort",
    "function": "funktion function position jobtitle berufsbezeichnung tatigkeit",
    "status": "status buchungsstatus bookingstatus anmeldestatus",
    "spaces": "platze plaetze spaces bookingspaces gebuchteplatze anzahlplatze anzahl",
    "ticket_spaces": "ticketspaces ticketplatze ticketplaetze",
    "comment": "kommentar comment bookingcomment buchungskommentar bemerkung bemerkungen anmerkung anmerkungen nachricht",
    "registered_at": "buchungsdatum bookingdate date datum angemeldetam anmeldedatum",
    "booking_id": "bookingid buchungsid buchungsnummer buchungsnr",
    "member": "mitglied member mitgliedschaft",
    "note": "notiz note",
}  # fmt: skip
_FIELD_OF = {word: field for field, words in NAMES.items() for word in words.split()}


def header_score(header: Sequence[str]) -> int:
    """How many columns are known; 0 unless both a name and an address are among them."""
    found = columns_of(header)
    has_name = "name" in found or "last_name" in found
    return len(found) if has_name and "email" in found else 0


def read_table(table: Table, columns: Mapping[str, int]) -> tuple[ImportedRow, ...]:
    """One row per booking and address. Lines of one booking (a line for each ticket) become one row with their places.
    `columns` says where each field of NAMES stands, as `columns_of` finds it."""
    kept: dict[tuple[str, str], ImportedRow] = {}
    rows: list[ImportedRow | tuple[str, str]] = []
    for line, escaped in table.lines:
        cells = [unescape(cell) for cell in escaped]
        row = _row(table, columns, line, cells)
        booking = _cell(columns, cells, "booking_id").strip(), (row.email or "").casefold()
        if not all(booking):
            rows.append(row)
        elif booking in kept:
            kept[booking] = _together(kept[booking], row)
        else:
            kept[booking] = row
            rows.append(booking)
    return tuple(kept[row] if isinstance(row, tuple) else row for row in rows)


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Field to place; of two columns for one field the first counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        if field := _FIELD_OF.get(cell_words.key(name)):
            found.setdefault(field, place)
    return found


def _row(table: Table, columns: Mapping[str, int], line: int, cells: Sequence[str]) -> ImportedRow:
    def text(field: str) -> str | None:
        return cell_words.one_line(_cell(columns, cells, field)) or None

    first, last = _names(text("name"), text("first_name"), text("last_name"))
    said = text("status") or ""
    status = cell_words.status_of(said) if said else None
    return ImportedRow(
        line=line,
        sheet=table.sheet,
        first_name=first,
        last_name=last,
        email=text("email"),
        institution=_institution(text("institution"), text("municipality")),
        function=text("function"),
        topic=cell_words.lines(_cell(columns, cells, "comment")) or None,
        note=cell_words.lines(_cell(columns, cells, "note")) or None,
        member=cell_words.yes_or_no(_cell(columns, cells, "member")),
        has_member=cell_words.yes_or_no(_cell(columns, cells, "member")) is not None,
        status=status,
        unknown_status="" if status or not said else said,
        registered_at=cell_words.instant_of(text("registered_at") or ""),
        spaces=_spaces(columns, cells),
        extras=_extras(table.header, columns.values(), cells),
    )


def _cell(columns: Mapping[str, int], cells: Sequence[str], field: str) -> str:
    place = columns.get(field, len(cells))
    return cells[place] if place < len(cells) else ""


def _names(full: str | None, first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """Two columns are better than one; what they leave out is taken from the full name."""
    if first and last:
        return first, last
    split_first, split_last = cell_words.split_name(full or (last or ""))
    return first or split_first or None, (last if full else None) or split_last or last


def _institution(institution: str | None, municipality: str | None) -> str | None:
    if institution and municipality and municipality.casefold() not in institution.casefold():
        return f"{institution}, {municipality}"
    return institution or municipality


def _spaces(columns: Mapping[str, int], cells: Sequence[str]) -> int:
    field = "spaces" if "spaces" in columns else "ticket_spaces"
    return max(1, cell_words.whole_number(_cell(columns, cells, field)) or 1)


def _extras(header: Sequence[str], known: Iterable[int], cells: Sequence[str]) -> dict[str, str]:
    taken = set(known)
    named = {place: cell_words.one_line(name) for place, name in enumerate(header) if place not in taken}
    return {
        name: cell_words.lines(cells[place]) for place, name in named.items() if name and place < len(cells)
    }  # fmt: skip


def _together(first: ImportedRow, second: ImportedRow) -> ImportedRow:
    """Two lines of one booking; the export repeats the booking's places on each of them."""
    return replace(first, spaces=max(first.spaces, second.spaces, 2))
