"""What an institution is and where: read from its name, and corrected by a moderator, whose word the next registration from
there follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.moderated import find_moderated
from akevents.domain.moderators import Moderator
from akevents.domain.seats import lock_event, shift
from akevents.errors import InvalidRequest, Problem
from akevents.formats import places
from akevents.formats.german import fold
from akevents.formats.places import STATES, InstitutionKind
from akevents.store.database import Database
from akevents.store.tables import HOLDING, Event, InstitutionPlace, Registration

SHOWN_AT_MOST = 200  # institutions in the dialog; the search finds the others


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    """One institution of an event, as it was typed first: how many come from there, and what it is taken for."""

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
    """Those nobody could place first, then by people. Raises EventNotFound."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        corrected = corrections_of(session, event.working_group_id)
        query = (
            select(func.min(Registration.institution), func.count(), Registration.institution_kind,
                   Registration.municipality, Registration.state)
            .where(Registration.event_id == event.id, Registration.status.in_(HOLDING))
            .group_by(func.lower(Registration.institution), Registration.institution_kind, Registration.municipality,
                      Registration.state)
        )  # fmt: skip
        found = [
            KnownInstitution(name, people, InstitutionKind(kind), municipality, state, fold(name) in corrected)
            for name, people, kind, municipality, state in session.execute(query)
        ]
    return tuple(
        sorted(found, key=lambda each: (each.state is not None, -each.people, fold(each.name)))[:SHOWN_AT_MOST]
    )


def correct(db: Database, by: Moderator, slug: str, institution: str, correction: Correction) -> None:
    """From now on this institution is that, in all events of the group. Raises EventNotFound, InvalidRequest."""
    values = _checked(correction)
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        key = {"working_group_id": event.working_group_id, "institution": fold(institution)}
        session.execute(delete(InstitutionPlace).filter_by(**key))
        more = {"corrected_by": by.id or None, "corrected_at": clock.utc_now()}
        session.execute(insert(InstitutionPlace), {**key, **values, **more})
        _apply(session, event.working_group_id, institution, values)
        protocol.record(session, by, "institution_corrected", event_id=event.id, institution=institution)


def forget_correction(db: Database, by: Moderator, slug: str, institution: str) -> None:
    """Back to what the name says. Raises EventNotFound."""
    with db.writing() as session:
        event = find_moderated(session, by, slug)
        key = {"working_group_id": event.working_group_id, "institution": fold(institution)}
        session.execute(delete(InstitutionPlace).filter_by(**key))
        _apply(session, event.working_group_id, institution, as_read(institution))
        protocol.record(session, by, "institution_corrected", event_id=event.id, institution=institution)


def corrections_of(session: Session, working_group_id: int) -> Mapping[str, Mapping[str, Any]]:
    """Every correction of a group: folded institution to column values of a registration."""
    rows = session.scalars(select(InstitutionPlace).where(InstitutionPlace.working_group_id == working_group_id))
    return {
        row.institution: {
            "institution_kind": row.institution_kind,
            "municipality": row.municipality,
            "state": row.state,
        }
        for row in rows
    }


def corrected(session: Session, working_group_id: int, institution: str) -> Mapping[str, Any]:
    """Column values of a registration for this institution, if a moderator of the group said anything about it."""
    return corrections_of(session, working_group_id).get(fold(institution), {})


def follow_corrections(session: Session, event_id: int, working_group_id: int) -> None:
    """Let everybody of this event follow what moderators said; for many registrations that were written at once."""
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
    return {"institution_kind": kind, "municipality": correction.municipality, "state": state}


def _apply(session: Session, working_group_id: int, institution: str, values: Mapping[str, Any]) -> None:
    """To everybody from there; the screens of the events concerned are told. Folding is Python's, so the rows are looked
    through by name once."""
    theirs = select(Event.id).where(Event.working_group_id == working_group_id)
    names = session.scalars(select(Registration.institution).where(Registration.event_id.in_(theirs)).distinct())
    same = [name for name in names if fold(name) == fold(institution)]
    here = (Registration.event_id.in_(theirs), Registration.institution.in_(same))
    concerned = session.scalars(
        select(Registration.event_id).where(*here).distinct().order_by(Registration.event_id)
    ).all()
    for event_id in concerned:  # in the order of ids, so that two moderators never wait for each other crosswise
        lock_event(session, event_id)
        shift(session, event_id)
    session.execute(update(Registration).where(*here).values(**values))
