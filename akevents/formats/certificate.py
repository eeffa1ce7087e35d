"""Certificates of attendance as PDF, one page for each person."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import segno

from akevents.formats.typesetting import set_pdf
from akevents.wording import dates

HEADING = "Bescheinigung über die Teilnahme"
SENTENCE = "hat teilgenommen an der Veranstaltung"
MINUTES_OF_A_UNIT = 45  # Unterrichtseinheit, as offices count further training


@dataclass(frozen=True, slots=True)
class Attendee:
    """One page: who, under which number, and when that was given out."""

    name: str
    institution: str
    number: str
    issued_at: datetime
    check_address: str  # where anybody can look whether the number is good


@dataclass(frozen=True, slots=True)
class CertifiedEvent:
    """What all pages say. `speakers` as they are shown, with institution."""

    organization: str
    working_group: str
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: str
    speakers: tuple[str, ...]
    moderation: str | None


def certificates_pdf(event: CertifiedEvent, people: Sequence[Attendee]) -> bytes:
    """PDF/UA; the same people give the same bytes, because it is dated as its youngest page was issued."""
    data = {
        "title": f"{HEADING}: {event.title}",
        "organization": event.organization,
        "working_group": event.working_group,
        "heading": HEADING,
        "sentence": SENTENCE,
        "event": event.title,
        "facts": list(_facts(event)),
        "people": [_page(event, each) for each in people],
    }
    return set_pdf("certificate", data, max(each.issued_at for each in people))


def amount(starts_at: datetime, ends_at: datetime) -> str:
    """ "1,5 Stunden (2 Unterrichtseinheiten)": full units of 45 minutes only, none for less than one."""
    minutes = int((ends_at - starts_at) / timedelta(minutes=1))
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    words = f"{hours} Stunde{'' if hours == '1' else 'n'}"
    units = minutes // MINUTES_OF_A_UNIT
    if not units:
        return f"{minutes} Minuten"
    return f"{words} ({units} Unterrichtseinheit{'en' if units > 1 else ''} zu {MINUTES_OF_A_UNIT} Minuten)"


def _facts(event: CertifiedEvent) -> Iterator[tuple[str, str]]:
    yield "Datum", dates.period(event.starts_at, event.ends_at, event.timezone)
    yield "Umfang", amount(event.starts_at, event.ends_at)
    for speaker in event.speakers:
        yield "Vortrag", speaker
    if event.moderation:
        yield "Moderation", event.moderation
    yield "Ort", event.location


def _page(event: CertifiedEvent, person: Attendee) -> dict[str, Any]:
    issued = dates.day(dates.local(person.issued_at, event.timezone))
    return {
        "name": person.name,
        "institution": person.institution,
        "number": person.number,
        "issued": f"Ausgestellt am {issued}",
        "check": "Ob diese Bescheinigung gilt, steht unter",
        "address": person.check_address.partition("://")[2].partition("?")[0],
        "qr": _qr_code(person.check_address),
        "alt": f"QR-Code zur Prüfung: {person.check_address}",
    }


def _qr_code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", xmldecl=False, border=0)
    return drawn.getvalue().decode()
