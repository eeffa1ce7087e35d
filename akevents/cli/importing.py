"""`akevents import`: registrations from a list, looked at first, written only when told to."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from akevents.cli.files import FILE
from akevents.cli.foundation import JSON_OPTION, example, opened
from akevents.cli.printing import print_facts, print_json, print_table
from akevents.wording import imports

if TYPE_CHECKING:
    from akevents.domain.import_preview import ChangedPerson, ImportOptions, ImportPreview, ImportResult, LineNote
    from akevents.formats.imported_rows import ImportedList
    from akevents.formats.registration_table import Upload

SHOWN = 20  # new people; the file itself is at hand
_FIELDS = ", ".join(field for field in imports.COLUMNS if field)


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """ "Wer=name" as a header and a field; "Wer=" leaves the column out."""
    pairs = dict(value.rpartition("=")[::2] for value in values)
    if wrong := [field for header, field in pairs.items() if not header or field not in imports.COLUMNS]:
        raise click.BadParameter(f"{wrong[0]!r} is no field; choose one of {_FIELDS}")
    return pairs


@click.command("import", epilog=example("akevents import smart-city bookings.csv --institution 'keine Angabe' --apply"))
@click.argument("slug")
@click.argument("file", type=FILE)
@click.option("--apply", "applies", is_flag=True, help="Write it; without this nothing is changed.")
@click.option("--institution", default="", help="Taken where a line names none; without it such lines are refused.")
@click.option("--changes/--no-changes", default=None, help="Change known people too; default only for our own files.")
@click.option("--even-if-full", is_flag=True, help="Give places beyond the capacity instead of the waiting list.")
@click.option("--sheet", default="", help="Which sheet, where a workbook has several lists.")
@click.option(
    "--map", "mapped", multiple=True, metavar="HEADER=FIELD", callback=_pairs, help=f"What a column holds: {_FIELDS}."
)
@click.option("--conflicts", is_flag=True, help="Let the file count where somebody changed the same thing meanwhile.")
@click.option(
    "--leave-out-errors/--all-or-nothing", default=None, help="Take the good lines; default for foreign lists."
)
@click.option("--send-mails", is_flag=True, help="Send new people the usual mail; without this nobody gets one.")
@JSON_OPTION
def import_list(
    slug: str, file: Path, *, applies: bool, institution: str, changes: bool | None, even_if_full: bool, sheet: str,
    mapped: dict[str, str], conflicts: bool, leave_out_errors: bool | None, send_mails: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take over registrations from FILE: CSV or xlsx, exported by Events Manager, by akevents, or any with names,
    addresses and institutions under a header.

    Shows what would happen line by line. With --apply all lines that can be taken are written together or not at all.
    Known people are found by number and check column, in foreign lists by address. Lines are counted as a spreadsheet
    does; of foreign lists refused ones are listed and left out, our own are taken whole or not at all."""
    with opened() as db:
        from akevents.domain import moderators, registration_import
        from akevents.domain.import_preview import ImportOptions
        from akevents.formats.imported_rows import Source
        from akevents.formats.registration_table import open_list

        found = _read(open_list(file.read_bytes(), file.name), sheet, mapped)
        is_ours = found.source == Source.OURS
        takes_changes = is_ours if changes is None else changes
        options = ImportOptions(
            institution, takes_changes, conflicts, not is_ours if leave_out_errors is None else leave_out_errors,
            even_if_full, send_mails,
        )  # fmt: skip
        by = moderators.operator()
        preview = registration_import.preview_import(db, by, slug, found.rows, options)
        result = None
        if applies:
            expected = preview.fingerprint
            result = registration_import.apply_import(db, by, slug, found.rows, options, expected=expected)
    if as_json:
        print_json(_document(preview, result))
    else:
        _print_preview(preview, takes_changes=takes_changes)
        _print_result(preview, options, result)


def _read(upload: "Upload", sheet: str, mapped: dict[str, str]) -> "ImportedList":
    """Raises ListRefused for a header that is not there."""
    from akevents.errors import ListRefused
    from akevents.formats import cell_words, registration_table

    if not mapped:
        return registration_table.rows_of(upload, sheet)
    table = upload.table(sheet)
    places = {cell_words.key(name): place for place, name in enumerate(table.header)}
    fields = registration_table.fields_of(table)
    for header, field in mapped.items():
        if cell_words.key(header) not in places:
            raise ListRefused("unknown_column", detail=header)
        fields = {place: known for place, known in fields.items() if known != field}
        fields[places[cell_words.key(header)]] = field
    return registration_table.rows_of(upload, sheet, {place: field for place, field in fields.items() if field})


def _document(preview: "ImportPreview", result: "ImportResult | None") -> dict[str, Any]:
    notes = {
        name: [
            {"place": imports.place(each.line, each.sheet), "name": each.name, "reason": _reason(each)} for each in of
        ]
        for name, of in _notes(preview).items()
    }
    return {
        "new": [asdict(each) for each in preview.new],
        "changed": [asdict(each) for each in preview.changed],
        "conflicts": [asdict(each) for each in preview.conflicts],
        "unchanged": preview.unchanged,
        "missing": preview.missing,
        **notes,
        "columns_left_out": preview.columns_left_out,
        "applied": None if result is None else asdict(result),
    }


def _notes(preview: "ImportPreview") -> "dict[str, tuple[LineNote, ...]]":
    return {
        "refused": preview.refused,
        "repeated": preview.repeated,
        "left_out": preview.left_out,
        "remarks": preview.remarks,
    }


def _reason(note: "LineNote") -> str:
    return imports.told(note.code, field=note.field, limit=note.limit, detail=note.detail)


def _print_preview(preview: "ImportPreview", *, takes_changes: bool) -> None:
    counts = {name.replace("_", " ").capitalize(): len(notes) for name, notes in _notes(preview).items()}
    columns = ", ".join(preview.columns_left_out) or None
    print_facts(
        {"New": len(preview.new), "Changed": len(preview.changed), "Conflicts": len(preview.conflicts) or None}
        | {"Unchanged": preview.unchanged, "Not in the file": preview.missing or None, **counts}
        | {"Columns not taken": columns}
    )  # fmt: skip
    if preview.new:
        _print_part("New", ("PLACE", "NAME", "INSTITUTION", "STATUS"), [
            (imports.place(each.line, each.sheet), each.name, each.institution, each.status)
            for each in preview.new[:SHOWN]
        ])  # fmt: skip
        if len(preview.new) > SHOWN:
            click.echo(f"and {len(preview.new) - SHOWN} more")
    title = "Changed" if takes_changes else "Changed (left as they are; --changes takes them)"
    _print_people(title, preview.changed)
    _print_people("Conflicts (what stands here, what the file says; --conflicts takes it)", preview.conflicts)
    for name, notes in _notes(preview).items():
        if notes:
            lines = [(imports.place(each.line, each.sheet), each.name, _reason(each)) for each in notes]
            _print_part(name.replace("_", " ").capitalize(), ("PLACE", "NAME", "REASON"), lines)


def _print_people(title: str, people: "tuple[ChangedPerson, ...]") -> None:
    if people:
        _print_part(title, ("PLACE", "NAME", "FIELD", "BEFORE", "AFTER"), [
            (imports.place(each.line, each.sheet), each.name, one.label, one.before, one.after)
            for each in people for one in each.differences
        ])  # fmt: skip


def _print_part(title: str, headers: tuple[str, ...], lines: list[tuple[Any, ...]]) -> None:
    click.echo(f"\n{title}")
    print_table(headers, lines)


def _print_result(preview: "ImportPreview", options: "ImportOptions", result: "ImportResult | None") -> None:
    click.echo()
    takes = preview.taken(options)
    if result is not None:
        click.echo(f"Added: {result.added} ({result.waiting} on the waiting list). Changed: {result.changed}.")
    elif preview.refused and not options.leaves_out_refused:
        click.echo("Nothing can be taken while lines are wrong; mend them or add --leave-out-errors.")
    else:
        click.echo(f"Nothing is written yet; --apply takes {takes} people." if takes else "There is nothing to take.")
