"""The attendance list for signatures as PDF: A4 landscape, header on every page, room for people nobody expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from akevents.formats.certificate import CertifiedEvent
from akevents.formats.typesetting import set_pdf
from akevents.wording import counted, dates

HEADING = "Anwesenheitsliste"
EMPTY_ROWS = 5


@dataclass(frozen=True, slots=True)
class Signatory:
    """One row; `name` as "Müller, Anna"."""

    name: str
    institution: str


def attendance_pdf(event: CertifiedEvent, people: Sequence[Signatory], made_at: datetime) -> bytes:
    """PDF/UA, in the order of `people`, with empty rows at the end; of the same people and moment the same bytes."""
    rows = [
        {"number": str(number), "name": each.name, "institution": each.institution}
        for number, each in enumerate(people, start=1)
    ]
    rows += [{"number": "", "name": "", "institution": ""}] * EMPTY_ROWS
    stand = f"Stand: {dates.short_instant(made_at, event.timezone)}"
    data = {
        "title": f"{HEADING}: {event.title}",
        "organization": event.organization,
        "working_group": event.working_group,
        "heading": HEADING,
        "event": event.title,
        "when": dates.period(event.starts_at, event.ends_at, event.timezone),
        "note": f"{counted(len(people), 'Zusage', 'Zusagen')} · {stand}",
        "people": rows,
    }
    return set_pdf("attendance", data, made_at)
