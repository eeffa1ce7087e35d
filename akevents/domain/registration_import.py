"""Taking over registrations from a file: what would happen, and then exactly that, all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, insert, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import outbox, protocol
from akevents.domain.import_plan import Addition, Change, Plan, Planner
from akevents.domain.import_preview import ImportOptions, ImportPreview, ImportResult
from akevents.domain.institution_places import follow_corrections
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import columns_of, searchable
from akevents.domain.registrations import FIRST_MAIL, new_values
from akevents.domain.seats import AnyRow, find_event_row, lock_event, shift
from akevents.errors import ChangedMeanwhile, ListRefused
from akevents.formats.imported_rows import ImportedRow
from akevents.store.database import Database
from akevents.store.tables import HOLDING, Answer, Arrival, Registration, RegistrationStatus

_TABLE, _ANSWERS = cast(Table, Registration.__table__), cast(Table, Answer.__table__)
AS_ASKED = ImportOptions()


def preview_import(
    db: Database, by: Moderator, slug: str, rows: Sequence[ImportedRow], options: ImportOptions = AS_ASKED
) -> ImportPreview:
    """What apply_import would do with these rows now. Raises EventNotFound, for an event of another group too."""
    with db.reading() as session:
        event = find_event_row(session, moderated_id(session, by, slug))
        assert event is not None
        planner = Planner(session, event, options, clock.utc_now())
        return planner.take(rows).preview(planner.columns_left_out(rows))


def apply_import(
    db: Database,
    by: Moderator,
    slug: str,
    rows: Sequence[ImportedRow],
    options: ImportOptions = AS_ASKED,
    *,
    expected: str | None = None,
) -> ImportResult:
    """Add the new people and change the known ones, all in one transaction; refused lines stay outside.

    New people get places while there are any, then places on the waiting list, as somebody added by hand; they get no
    mail, because the old system has told them, unless the options say so. Nobody is cancelled, and no consent is given,
    by a file. The same file a second time changes nothing.
    `expected` is the fingerprint of the preview that was shown. Raises ChangedMeanwhile if it would be another one by now,
    ListRefused if lines are wrong and the options do not leave them out, and EventNotFound; then nothing is written."""
    with db.writing() as session:
        event = lock_event(session, moderated_id(session, by, slug))
        now = clock.utc_now()
        planner = Planner(session, event, options, now)
        plan = planner.take(rows)
        changes = plan.changes if options.takes_changes else []
        has_work = bool(plan.additions or changes)
        if expected not in {None, plan.preview(()).fingerprint} and (has_work or plan.conflicts):
            raise ChangedMeanwhile
        if plan.refused and not options.leaves_out_refused:
            raise ListRefused("wrong_lines", detail=str(len(plan.refused)))
        if not has_work:
            return _result(plan, changes)
        _add(session, by, event, plan.additions, options, now)
        _change(session, changes, now)
        follow_corrections(session, event.id, event.working_group_id)
        if changes:
            shift(session, event.id)
        counts = {"added": len(plan.additions), "changed": len(changes), "refused": len(plan.refused)}
        protocol.record(session, by, "imported", event_id=event.id, **counts)
        return _result(plan, changes)


def _result(plan: Plan, changes: Sequence[Change]) -> ImportResult:
    waiting = sum(each.status == RegistrationStatus.WAITLISTED for each in plan.additions)
    return ImportResult(len(plan.additions), waiting, len(changes), len(plan.refused))


def _add(
    session: Session,
    by: Moderator,
    event: AnyRow,
    additions: Sequence[Addition],
    options: ImportOptions,
    now: datetime,
) -> None:
    """All of them in one statement: one at a time would hold the lock for seconds."""
    if not additions:
        return
    values = [_values(by, event, event.last_number + place, each, now) for place, each in enumerate(additions, start=1)]
    inserted = session.execute(insert(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True), values)
    ids = list(inserted.scalars())
    statuses = [each.status for each in additions]
    waiting = statuses.count(RegistrationStatus.WAITLISTED)
    shift(session, event.id, places=sum(map(HOLDING.__contains__, statuses)), waiting=waiting, numbers=len(ids))
    answers = [
        {"registration_id": registration_id, "question_id": question, "value": words}
        for registration_id, each in zip(ids, additions, strict=True)
        for question, words in each.request.answers.items()
    ]
    if answers:
        session.execute(insert(Answer), answers)
    if options.sends_mails:
        for status, kind in FIRST_MAIL.items():
            those = [each for each, has in zip(ids, statuses, strict=True) if has == status]
            outbox.queue_for_all(session, kind, those, event_id=event.id, at=now, details={})


def _values(by: Moderator, event: AnyRow, number: int, addition: Addition, now: datetime) -> dict[str, Any]:
    """The time of the old registration stays, and with it the order of the waiting list."""
    details = columns_of(addition.request)
    row = addition.row
    said = row.registered_at and row.registered_at.replace(tzinfo=ZoneInfo(event.timezone))
    registered_at = min(said, now) if said else now
    values = new_values(event, number, addition.request, details, addition.status, now)
    if addition.status == RegistrationStatus.WAITLISTED:
        values["status_at"] = registered_at
    note = row.note or None
    has_come = (
        row.is_present and addition.status == RegistrationStatus.CONFIRMED
    )  # written by hand below the printed list
    return values | {
        "checked_in_at": now if has_come else None,
        "arrival": Arrival.AFTERWARDS if has_come else None,
        "registered_at": registered_at,
        "added_by": by.id or None,
        "note": note,
        "search_text": _searchable(details, note),
    }


_FOLLOW = {
    "email": ("email", "email_normalized"),
    "institution": ("institution", "institution_kind", "municipality", "state"),
    "member": ("is_member",),
}  # what else is read from a field


def _change(session: Session, changes: Sequence[Change], now: datetime) -> None:
    """Row by row in the table itself: the session would look through all it has loaded for each of them."""
    connection = session.connection()
    for change in changes:
        connection.execute(
            update(_TABLE).where(_TABLE.c.id == change.registration.id).values(**_changed_values(change, now))
        )
    answers = [
        (change.registration.id, question, words) for change in changes for question, words in change.answers.items()
    ]
    for registration_id, question, _ in answers:
        here = (_ANSWERS.c.registration_id == registration_id, _ANSWERS.c.question_id == question)
        connection.execute(delete(_ANSWERS).where(*here))
    kept = [
        {"registration_id": who, "question_id": question, "value": words} for who, question, words in answers if words
    ]
    if kept:
        connection.execute(insert(_ANSWERS), kept)


def _changed_values(change: Change, now: datetime) -> dict[str, Any]:
    """Only the columns that change: what a moderator has corrected beside them stays."""
    known, fields = change.registration, change.fields
    whole = columns_of(change.request)
    note = fields.get("note", known.note) or None
    values = {name: whole[name] for field in fields for name in _FOLLOW.get(field, (field,)) if name in whole}
    if "is_present" in fields:
        values["checked_in_at"] = now if fields["is_present"] else None
        values["arrival"] = Arrival.AFTERWARDS if fields["is_present"] else None
    return values | {"note": note, "search_text": _searchable(whole, note)}


def _searchable(values: dict[str, Any], note: str | None) -> str:
    names = (values["last_name"], values["first_name"], values["institution"], values["email"])
    return searchable(*names, note)
