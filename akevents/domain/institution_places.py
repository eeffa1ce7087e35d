"""What an institution is and where: read from its name, and corrected by a moderator, whose word the next registration from
there follows.

Names count as the same when they are the same folded (formats/german.py). Registering finds the corrections by itself
(domain/registrations.py), in the one look that it takes anyway."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.moderated import find_moderated
from akevents.domain.moderators import Moderator
from akevents.domain.seats import AnyRow, shift
from akevents.errors import InvalidRequest, Problem
from akevents.formats import places
from akevents.formats.german import fold
from akevents.formats.places import STATES, InstitutionKind
from akevents.store.database import Database
from akevents.store.tables import HOLDING, Event, InstitutionPlace, Registration

LISTED = 500  # those that nobody could place come first, so that placing some brings up the next


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    """One institution of an event in its most frequent spelling: how many come from there, and what it is taken for."""

    name: str
    people: int
    kind: InstitutionKind
    municipality: str | None  # official key (AGS)
    state: str | None
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What a moderator says: a municipality, which knows its Land; or a Land alone; or neither."""

    kind: InstitutionKind
    municipality: str | None = None
    state: str | None = None


def list_institutions(db: Database, by: Moderator, slug: str) -> tuple[KnownInstitution, ...]:
    """Where the people with a place come from: first what has no Land, then what has no municipality, then the rest; what a
    moderator has placed is never among the open ones. Raises EventNotFound."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        corrected_names = frozenset(corrections_of(session, event.working_group_id))
        spellings = session.execute(
            select(Registration.institution, Registration.institution_kind, Registration.municipality,
                   Registration.state, func.count().label("people"))
            .where(Registration.event_id == event.id, Registration.status.in_(HOLDING))
            .group_by(Registration.institution, Registration.institution_kind, Registration.municipality,
                      Registration.state)
        ).all()  # fmt: skip
    by_name: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for row in spellings:
        by_name[fold(row.institution)].append(row)
    found = [_known(rows, is_corrected=name in corrected_names) for name, rows in by_name.items()]
    return tuple(sorted(found, key=_most_open_first)[:LISTED])


def _known(rows: Sequence[AnyRow], *, is_corrected: bool) -> KnownInstitution:
    spelling = min(rows, key=lambda row: (-row.people, row.institution))
    kind = InstitutionKind(spelling.institution_kind)
    people = sum(row.people for row in rows)
    return KnownInstitution(
        spelling.institution, people, kind, spelling.municipality, spelling.state, is_corrected=is_corrected
    )


def _most_open_first(each: KnownInstitution) -> tuple[bool, bool, int, str]:
    has_state, has_municipality = each.state is not None, each.municipality is not None
    return (has_state or each.is_corrected, has_municipality or each.is_corrected, -each.people, fold(each.name))


def correct(db: Database, by: Moderator, slug: str, institution: str, correction: Correction) -> int:
    """From now on this institution is that, in all events of the group; returns how many people it concerned at once.

    Raises InvalidRequest, EventNotFound; then nothing is changed."""
    values = _checked(correction)
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        _lock_events(session, event.working_group_id)
        key = {"working_group_id": event.working_group_id, "institution": fold(institution)}
        session.execute(delete(InstitutionPlace).filter_by(**key))
        said = {"corrected_by": by.id or None, "corrected_at": clock.utc_now()}
        session.execute(insert(InstitutionPlace), {**key, **values, **said})
        spellings = _spellings(session, event.working_group_id, institution)
        people = _apply(session, event.working_group_id, dict.fromkeys(spellings, values))
        protocol.record(session, by, "institution_corrected", event_id=event.id, people=people, **values)
    return people


def remove_correction(db: Database, by: Moderator, slug: str, institution: str) -> int:
    """Back to what the name says; returns how many people that concerned. Nothing happens if nobody corrected it.

    Raises EventNotFound."""
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        _lock_events(session, event.working_group_id)
        if not corrected(session, event.working_group_id, institution):
            return 0
        key = {"working_group_id": event.working_group_id, "institution": fold(institution)}
        session.execute(delete(InstitutionPlace).filter_by(**key))
        spellings = _spellings(session, event.working_group_id, institution)
        people = _apply(session, event.working_group_id, {each: as_read(each) for each in spellings})
        protocol.record(session, by, "institution_corrected", event_id=event.id, people=people, removed=1)
    return people


def corrections_of(session: Session, working_group_id: int) -> Mapping[str, dict[str, Any]]:
    """Every correction of a group: folded institution to column values of a registration."""
    rows = session.scalars(select(InstitutionPlace).where(InstitutionPlace.working_group_id == working_group_id))
    return {row.institution: _values_of(row) for row in rows}


def corrected(session: Session, working_group_id: int, institution: str) -> dict[str, Any]:
    """Column values of a registration for this institution, if a moderator of the group said anything about it."""
    row = session.get(InstitutionPlace, (working_group_id, fold(institution)))
    return _values_of(row) if row else {}


def _values_of(row: InstitutionPlace) -> dict[str, Any]:
    return {"institution_kind": row.institution_kind, "municipality": row.municipality, "state": row.state}


def follow_corrections(session: Session, event_id: int, working_group_id: int) -> None:
    """Let everybody of this event follow what moderators said; for many registrations that were written at once, under the
    event's lock."""
    corrections = corrections_of(session, working_group_id)
    if not corrections:
        return
    here = Registration.event_id == event_id
    for name in session.scalars(select(Registration.institution).where(here).distinct()).all():
        if values := corrections.get(fold(name)):
            session.execute(update(Registration).where(here, Registration.institution == name).values(**values))


def as_read(institution: str) -> dict[str, Any]:
    """Column values from the name alone."""
    municipality = places.find_municipality(institution)
    return {
        "institution_kind": places.kind_of(institution).value,
        "municipality": municipality.ags if municipality else None,
        "state": municipality.state if municipality else places.find_state(institution),
    }


def _checked(correction: Correction) -> dict[str, Any]:
    known = places.municipality_by_key(correction.municipality) if correction.municipality else None
    if correction.municipality and known is None:
        raise InvalidRequest((Problem("municipality", "not_a_choice"),))
    state = known.state if known else correction.state
    if state is not None and state not in STATES:
        raise InvalidRequest((Problem("state", "not_a_choice"),))
    kind = InstitutionKind(correction.kind).value
    return {"institution_kind": kind, "municipality": correction.municipality or None, "state": state}


def _lock_events(session: Session, working_group_id: int) -> None:
    """All of the group, in the order of their ids: whoever registers meanwhile is found below or finds the correction."""
    query = select(Event.id).where(Event.working_group_id == working_group_id).order_by(Event.id)
    session.execute(query.with_for_update()).all()


def _spellings(session: Session, working_group_id: int, institution: str) -> list[str]:
    """How the people of the group's events wrote this institution. Folding is Python's; the database looks for what can be
    meant in the text that is searched in, which is folded already."""
    query = (
        select(Registration.institution)
        .join(Event, Event.id == Registration.event_id)
        .where(Event.working_group_id == working_group_id)
        .where(Registration.search_text.contains(fold(institution), autoescape=True))
        .distinct()
    )
    return sorted(name for name in session.scalars(query) if fold(name) == fold(institution))


def _apply(session: Session, working_group_id: int, values: Mapping[str, Mapping[str, Any]]) -> int:
    """Give everybody whose institution is spelled so these columns, and tell the screens of their events. Returns how many
    people."""
    ours = Registration.event_id.in_(select(Event.id).where(Event.working_group_id == working_group_id))
    people: Counter[int] = Counter()
    for spelling, columns in values.items():
        there = (ours, Registration.institution == spelling)
        counted = select(Registration.event_id, func.count()).where(*there).group_by(Registration.event_id)
        people.update(dict(session.execute(counted).all()))
        session.execute(
            update(Registration).where(*there).values(**columns).execution_options(synchronize_session=False)
        )
    for event_id in sorted(people):
        shift(session, event_id)
    return people.total()
