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
    from akevents.domain.import_preview import ImportPreview, ImportResult, LineNote

SHOWN = 20  # new people; the file itself is at hand


@click.command("import", epilog=example("akevents import smart-city bookings.csv --institution 'keine Angabe' --apply"))
@click.argument("slug")
@click.argument("file", type=FILE)
@click.option("--apply", "applies", is_flag=True, help="Write it; without this nothing is changed.")
@click.option("--institution", default="", help="Taken where a line names none; without it such lines are refused.")
@click.option("--changes/--no-changes", default=None, help="Change known people too; default only for our own files.")
@click.option("--even-if-full", is_flag=True, help="Give places beyond the capacity instead of the waiting list.")
@click.option("--send-mails", is_flag=True, help="Send new people the usual mail; without this nobody gets one.")
@JSON_OPTION
def import_list(
    slug: str, file: Path, *, applies: bool, institution: str, changes: bool | None, even_if_full: bool,
    send_mails: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take over registrations from FILE: CSV or xlsx, exported by Events Manager, by akevents, or any with names,
    addresses and institutions under a header.

    Shows what would happen line by line. With --apply all lines that can be taken are written together or not at all.
    Known people are found by number or address. Lines are counted as a spreadsheet does; refused ones are listed, which
    is no failure."""
    with opened() as db:
        from akevents.domain import moderators, registration_import
        from akevents.domain.import_preview import ImportOptions
        from akevents.formats.imported_rows import Source
        from akevents.formats.registration_table import read_list

        found = read_list(file.read_bytes())
        takes_changes = found.source == Source.OURS if changes is None else changes
        options = ImportOptions(institution, takes_changes, even_if_full, send_mails)
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
        _print_result(preview.taken(options), result)


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
        "unchanged": preview.unchanged,
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
        {"New": len(preview.new), "Changed": len(preview.changed), "Unchanged": preview.unchanged, **counts}
        | {"Columns not taken": columns}
    )  # fmt: skip
    if preview.new:
        _print_part("New", ("PLACE", "NAME", "INSTITUTION", "STATUS"), [
            (imports.place(each.line, each.sheet), each.name, each.institution, each.status)
            for each in preview.new[:SHOWN]
        ])  # fmt: skip
        if len(preview.new) > SHOWN:
            click.echo(f"and {len(preview.new) - SHOWN} more")
    if preview.changed:
        title = "Changed" if takes_changes else "Changed (left as they are; --changes takes them)"
        _print_part(title, ("PLACE", "NAME", "FIELD", "BEFORE", "AFTER"), [
            (imports.place(each.line, each.sheet), each.name, one.label, one.before, one.after)
            for each in preview.changed for one in each.differences
        ])  # fmt: skip
    for name, notes in _notes(preview).items():
        if notes:
            lines = [(imports.place(each.line, each.sheet), each.name, _reason(each)) for each in notes]
            _print_part(name.replace("_", " ").capitalize(), ("PLACE", "NAME", "REASON"), lines)


def _print_part(title: str, headers: tuple[str, ...], lines: list[tuple[Any, ...]]) -> None:
    click.echo(f"\n{title}")
    print_table(headers, lines)


def _print_result(takes: int, result: "ImportResult | None") -> None:
    click.echo()
    if result is None:
        click.echo(f"Nothing is written yet; --apply takes {takes} people." if takes else "There is nothing to take.")
    else:
        click.echo(f"Added: {result.added} ({result.waiting} on the waiting list). Changed: {result.changed}.")
