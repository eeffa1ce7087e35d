"""The parts of "Nächste Sitzung": what is proposed, the fields to change it, what speaks against it, and the series' list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NoReturn

import streamlit as st

from akevents import wording
from akevents.domain.clashes import Clash
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.next_session import NextSession, PlannedSession
from akevents.errors import InvalidRequest
from akevents.formats import rhythm as rhythms
from akevents.formats.markup import literal
from akevents.formats.rhythm import MOST_DATES, Rhythm
from akevents.ui.access import current_moderator
from akevents.ui.layout import small
from akevents.ui.page_list import PAGES, page
from akevents.ui.saying import say_later
from akevents.wording import dates

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
TIME_STEP = timedelta(minutes=5)  # of the list of times; any other can be typed
USUAL_COUNT = 6
COUNT, UNTIL = "Anzahl", "Letzter Tag"
ROWS = "next_session_rows"  # in the session: the list as it was edited, until its rule changes


@dataclass(frozen=True, slots=True)
class Wish:
    """What the fields say. `length` is by the wall clock and negative where the end lies before the start."""

    starts_at: datetime
    length: timedelta
    keeps_joining: bool

    @property
    def day(self) -> date:
        return self.starts_at.date()

    def on(self, days: Sequence[date]) -> tuple[datetime, ...]:
        """The same time of day on other days."""
        return tuple(datetime.combine(day, self.starts_at.time(), self.starts_at.tzinfo) for day in days)


def next_session_link(event: EventDetails) -> None:
    """On the page of an event that is over, for those who moderate it."""
    moderator = current_moderator() if event.state == EventState.PAST else None
    if moderator and moderator.may_moderate(event.working_group_id):
        st.page_link(page("next_session.py"), label="Nächste Sitzung anlegen", icon=":material/event_repeat:",
                     query_params={"event": event.slug})  # fmt: skip


def proposal_words(proposal: NextSession) -> str:
    """ "Der Arbeitskreis traf sich zuletzt alle zwei Monate am ersten Mittwoch, 17:00–18:30 Uhr."."""
    event = proposal.event
    hours = dates.hours(event.starts_at, event.ends_at, event.timezone)
    if proposal.rhythm:
        return f"{event.working_group} traf sich zuletzt {proposal.rhythm.words}, {hours}."
    return (
        f"Aus den bisherigen Terminen von {event.working_group} lässt sich kein Rhythmus ablesen. "
        f"Vorgeschlagen ist derselbe Wochentag, frühestens vier Wochen nach dem letzten Termin, {hours}."
    )


def copied_words(proposal: NextSession) -> str:
    """What the draft gets from the earlier event, and what it does not."""
    asked = wording.counted(proposal.questions, "Zusatzfrage", "Zusatzfragen")
    questions = f", auch {asked}" if proposal.questions else ""
    return (
        f"Übernommen werden Titel, Ort, Moderation, Plätze und Einstellungen{questions}. "
        "Text, Vortragende, Materialien und Anmeldungen gehören zum alten Termin und bleiben dort."
    )


def session_fields(proposal: NextSession) -> Wish:
    """Day, begin, end; the link to the room where there is one."""
    start, end = proposal.planned.starts_at, proposal.planned.ends_at
    day = st.date_input("Tag", start.date(), key="next_session_day", **_DAYS)
    left, right = st.columns(2, gap="small")
    begins = left.time_input("Beginn", start.time(), key="next_session_begin", step=TIME_STEP)
    ends = right.time_input("Ende", end.time(), key="next_session_end", step=TIME_STEP)
    keeps = proposal.has_joining and st.checkbox(
        "Link zum Raum und Einwahl übernehmen", True, key="next_session_joining"
    )
    starts_at = datetime.combine(day or start.date(), begins or start.time(), start.tzinfo)
    last_day = starts_at.date() + (end.date() - start.date())  # one that goes past midnight still does
    length = datetime.combine(last_day, ends or end.time()) - starts_at.replace(tzinfo=None)
    return Wish(starts_at, length, keeps)


_DAYS: Any = {"format": "DD.MM.YYYY", "min_value": FIRST_DAY, "max_value": LAST_DAY}


def planned_session(event: EventDetails, planned: PlannedSession) -> None:
    """The date in words, its deadline, and what speaks against it."""
    if planned.ends_at > planned.starts_at:
        st.markdown(f"**{literal(dates.period(planned.starts_at, planned.ends_at, event.timezone))}**")
    else:
        st.markdown(f"**{literal(dates.instant(planned.starts_at, event.timezone))}**")
        st.markdown(f":red[:material/error: {wording.PROBLEMS['ends_before_start']}]")
    if planned.deadline_at:
        st.markdown(literal(f"Anmeldeschluss: {dates.instant(planned.deadline_at, event.timezone)}"))
    clash_list(planned.clashes)


def clash_list(clashes: Sequence[Clash]) -> None:
    """Each with its icon: a triangle for what counts, a quiet "i" for what is good to know."""
    for clash in clashes:
        st.markdown(_clash_line(clash))
    if not clashes:
        st.markdown(":green[:material/check:] Gegen diesen Termin spricht nichts.")


def _clash_line(clash: Clash) -> str:
    icon = ":gray[:material/info:]" if clash.is_hint else ":orange[:material/warning:]"
    return f"{icon} {literal(clash.words)}"


def refuse_dates(error: InvalidRequest) -> None:
    """What is wrong with the dates; the fields keep what was typed."""
    st.error(" ".join(wording.problem(each) for each in error.problems), icon=":material/error:")


def go_to_draft(slugs: Sequence[str]) -> NoReturn:
    """To the editor of the first draft, or to the overview where there is no editor."""
    st.session_state["moderated_event"] = slugs[0]
    say_later("Der Entwurf ist angelegt." if len(slugs) == 1 else f"{len(slugs)} Entwürfe sind angelegt.")
    if any(entry.file == "edit.py" for entry in PAGES):
        st.switch_page(page("edit.py"), query_params={"event": slugs[0]})
    st.switch_page(page("overview.py"))


# The series


def series_days(proposal: NextSession, first: date) -> dict[int, date]:
    """Rule and end, and the days that follow from them as they were edited since, by the number of their row."""
    rule = _rule(proposal, first)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        ends_by = st.radio("Ende der Reihe", (COUNT, UNTIL), horizontal=True, key="next_session_ends_by",
                           width=220)  # fmt: skip
        until, count = LAST_DAY, MOST_DATES
        if ends_by == UNTIL:
            year = min(first + timedelta(days=364), LAST_DAY)
            until = st.date_input(UNTIL, year, key="next_session_until", width=180, **_DAYS)
        else:
            count = st.number_input(
                "Anzahl der Termine", 1, MOST_DATES, USUAL_COUNT, key="next_session_count", width=180
            )
    # The day above is the first one, also where it was moved away from the rhythm; the others follow the rhythm.
    later = rhythms.dates(rule, rule.after(first), count=(count or 1) - 1, until=until)
    days = (first, *later) if first <= (until or LAST_DAY) else ()
    rows = _rows(proposal.event, rule, first, days)
    for row, day in rows.items():
        rows[row] = st.session_state.setdefault(_row_key(row), day)
    return rows


def _rule(proposal: NextSession, first: date) -> Rhythm:
    """The group's own rhythm stands first, then what else could begin on this day."""
    own = (proposal.rhythm,) if proposal.rhythm else ()
    rules = {rule.words: rule for rule in (*own, *rhythms.suggestions(first))}
    chosen = st.selectbox("Rhythmus", list(rules), key="next_session_rule")
    rule: Rhythm = rules.get(chosen or "", next(iter(rules.values())))
    return rule


def _rows(event: EventDetails, rule: Rhythm, first: date, days: tuple[date, ...]) -> dict[int, date]:
    """The list as it was edited; made anew when its rule gives other days. No row's number comes twice."""
    kept: dict[str, Any] = st.session_state.get(ROWS, {"made": 0})
    recipe = (event.id, days)
    if kept.get("recipe") != recipe:
        numbered = dict(enumerate(days, start=kept["made"] + 1))
        kept = {"recipe": recipe, "days": numbered, "made": kept["made"] + len(days)}
        st.session_state[ROWS] = kept
    kept |= {"rule": rule, "first": first}  # for another day at the end
    rows: dict[int, date] = kept["days"]
    return rows


def series_list(event: EventDetails, planned: dict[int, PlannedSession]) -> None:
    """One line a day: the date to change, its weekday and what speaks against it, the way to leave it out."""
    for number, (row, session) in enumerate(planned.items(), start=1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"next_session_row_{row}"):
            st.date_input(f"Tag {number}", key=_row_key(row), label_visibility="collapsed", width=136, **_DAYS)
            st.button("Entfernen", key=f"next_session_remove_{row}", on_click=_remove, args=(row,),
                      help=f"Tag {number} aus der Liste nehmen")  # fmt: skip
            weekday = dates.weekday_and_day(session.starts_at, event.timezone).split(",")[0]
            st.markdown("  \n".join((f"**{weekday}**", *map(_clash_line, session.clashes))), width="stretch")
    if not planned:
        small("Die Liste ist leer. Fügen Sie einen Tag hinzu oder wählen Sie einen anderen Rhythmus.")
    if len(planned) < MOST_DATES:
        st.button("Tag hinzufügen", key="next_session_add", icon=":material/add:", on_click=_add)


def series_button(count: int) -> bool:
    """Whether the series is to be made now."""
    label = "Einen Entwurf anlegen" if count == 1 else f"{count} Entwürfe anlegen"
    return count > 0 and st.button(label, key="next_session_create_series", icon=":material/event_repeat:")


def _row_key(row: int) -> str:
    return f"next_session_date_{row}"


def _remove(row: int) -> None:
    st.session_state[ROWS]["days"].pop(row, None)


def _add() -> None:
    """One more day, where the rhythm would go on."""
    kept = st.session_state[ROWS]
    days: dict[int, date] = kept["days"]
    rule: Rhythm = kept["rule"]
    kept["made"] += 1
    days[kept["made"]] = rule.after(max(days.values())) if days else rule.first(kept["first"])
