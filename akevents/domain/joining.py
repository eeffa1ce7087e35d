"""The personal joining page: for whom the room is open, when, and the click that is recorded as attendance.

Its link can do nothing else (tokens.arrival_token), so it may stand in calendars. The way into the room leaves here only
while the room is open: for people with a place, from some minutes before the start, not before the moderator releases the
link, until a little after the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import arrivals, tokens
from akevents.domain.event_state import joining_shown_at
from akevents.domain.my_view import MyRegistration, valid_until, view_of
from akevents.domain.seats import lock_event
from akevents.errors import EventCancelled, LinkExpired, NotPossibleNow, RegistrationNotFound
from akevents.store.database import Database
from akevents.store.tables import Arrival, Event, EventFormat, EventStatus, Registration, RegistrationStatus

STAYS_OPEN = timedelta(minutes=30)  # after the end: evenings run over, and who dropped out comes back
LONGEST_ID = 15  # digits; longer ones are no numbers of ours, and a database refuses them


class Door(StrEnum):
    """What stands between a person and the room. no_place: nobody who may join (see the status of `mine`). no_room: neither
    link nor dial-in is known yet. on_site: there is none to join."""

    CANCELLED = "cancelled"
    NO_PLACE = "no_place"
    OVER = "over"
    ON_SITE = "on_site"
    NO_ROOM = "no_room"
    EARLY = "early"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Joining:
    """What one person finds behind their joining link at this moment. `url` and `dial_in` are None unless the door is open."""

    mine: MyRegistration
    door: Door
    opens_at: datetime
    url: str | None
    dial_in: str | None


def get_joining(db: Database, token: str) -> Joining:
    """Looking changes nothing. Raises RegistrationNotFound, LinkExpired."""
    with db.reading() as session:
        return _joining_of(session, _find(session, token))


def join(db: Database, token: str) -> Joining:
    """Record that this person comes by the link, while the door is open and if nobody noted it before. The answer says how
    the door stands; a closed one is no error, and nothing is recorded.

    Raises RegistrationNotFound, LinkExpired."""
    with db.writing() as session:
        lock_event(session, _find(session, token).event_id)
        row = _find(session, token)
        if _joining_of(session, row).door == Door.OPEN:
            arrivals.note(session, row, clock.utc_now(), Arrival.LINK)
        return _joining_of(session, row)


def get_visitor(db: Database, token: str) -> MyRegistration:
    """Whose joining page this is. Raises RegistrationNotFound, LinkExpired."""
    with db.reading() as session:
        return view_of(session, _find(session, token))


def get_ticket(db: Database, token: str) -> MyRegistration:
    """Whose ticket this is. Raises RegistrationNotFound, LinkExpired, EventCancelled, or NotPossibleNow for whoever has no
    place."""
    mine = get_visitor(db, token)
    if mine.event.status != EventStatus.PUBLISHED:
        raise EventCancelled(mine.event.id)
    if mine.status != RegistrationStatus.CONFIRMED:
        raise NotPossibleNow(mine.status)
    return mine


def _joining_of(session: Session, row: Registration) -> Joining:
    mine, now = view_of(session, row), clock.utc_now()
    url, dial_in, released_at = session.execute(
        select(Event.joining_url, Event.dial_in, Event.joining_link_at).where(Event.id == row.event_id)
    ).one()
    url, dial_in = _web_address(url), (dial_in or "").strip() or None
    opens_at = max(mine.event.room_opens_at, joining_shown_at(mine.event, released_at))
    door = _door(mine, now, opens_at, has_room=bool(url or dial_in))
    return Joining(mine, door, opens_at, *((url, dial_in) if door == Door.OPEN else (None, None)))


def _door(mine: MyRegistration, now: datetime, opens_at: datetime, *, has_room: bool) -> Door:
    event = mine.event
    if event.status != EventStatus.PUBLISHED:
        return Door.CANCELLED
    if mine.status != RegistrationStatus.CONFIRMED:
        return Door.NO_PLACE
    if now >= event.ends_at + STAYS_OPEN:
        return Door.OVER
    if not has_room:
        return Door.ON_SITE if event.format == EventFormat.ON_SITE else Door.NO_ROOM
    return Door.EARLY if now < opens_at else Door.OPEN


def _web_address(url: str | None) -> str | None:
    """The link if a browser would open a web page by it. The editor lets no other in; this is where people follow it."""
    try:
        parts = urlsplit(url or "")
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname)
        return url if url and is_one and url.isprintable() else None
    except ValueError:
        return None


def _find(session: Session, token: str) -> Registration:
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID):
        raise RegistrationNotFound
    query = select(Registration, Event.ends_at).join(Event, Event.id == Registration.event_id)
    query = query.where(Registration.id == int(number)).execution_options(populate_existing=True)
    found = session.execute(query).one_or_none()
    if found is None:
        raise RegistrationNotFound
    row: Registration = found.Registration
    if not tokens.is_same(token, tokens.arrival_token(row.id, row.submission_id, row.link_version)):
        raise RegistrationNotFound
    if clock.utc_now() >= valid_until(found.ends_at, row.link_renewed_at):
        raise LinkExpired
    return row
