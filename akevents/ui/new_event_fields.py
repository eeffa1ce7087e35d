"""The fields of "Neue Veranstaltung", with the passages they were read from, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from akevents import wording
from akevents.domain.working_groups import Group
from akevents.errors import InvalidRequest
from akevents.formats.announcement_marks import badges, by_span
from akevents.formats.markup import literal
from akevents.ui.layout import small
from akevents.ui.new_event_memory import EARLIEST, LATEST, Reading, filled
from akevents.wording import announcements

# Where a field was read from, in the names of the reader.
SOURCES = {
    "title": "title",
    "start_day": "start",
    "end_time": "end",
    "location": "venue",
    "format": "online",
    "deadline_day": "deadline",
    "moderation": "moderator",
    "speakers": "speaker",
    "categories": "categories",
}
FIVE_MINUTES = 300


@dataclass
class NewEventFields:
    """The form of one new event. `form` holds what the memory knows; `reading` is None without an announcement."""

    form: Mapping[str, Any]
    reading: Reading | None
    _slots: dict[str, DeltaGenerator] = field(default_factory=dict)

    def draw(self) -> None:
        self._text("title", announcements.FIELDS["title"])
        self._when()
        self._text("location", announcements.FIELDS["location"], placeholder="Adresse, Raum oder „Online“")
        with self._spot("format"):
            st.radio(
                self._label("format", announcements.FIELDS["format"]), list(wording.EVENT_FORMAT), horizontal=True,
                format_func=wording.EVENT_FORMAT.__getitem__, key=self._key("format"),
            )  # fmt: skip
        self._deadline()
        self._text("moderation", announcements.FIELDS["moderation"])
        self._area("speakers", "Mitwirkende, eine Person je Zeile", 100, placeholder="Name, Institution")
        self._text("categories", "Kategorien, durch Komma getrennt")
        self._area("text", "Text der Seite", 320)

    def show(self, error: InvalidRequest, place: DeltaGenerator) -> None:
        """All problems at once at `place`, and each at its field."""
        lines = [
            f"- **{announcements.FIELDS[each.field]}:** {literal(wording.problem(each))}" for each in error.problems
        ]
        counted = wording.counted(len(error.problems), "Angabe", "Angaben")
        place.error("\n".join(lines), title=f"Bitte prüfen Sie {counted}. Es ist noch nichts angelegt.")
        for problem in error.problems:
            if slot := self._slots.get(problem.field):
                slot.markdown(f":red[:material/error: {literal(wording.problem(problem))}]")

    def _when(self) -> None:
        with self._spot("starts_at"):
            day, last = st.columns(2, gap="small", vertical_alignment="bottom")
            with day:
                self._day("start_day", "Datum")
            with last:
                if st.checkbox("Dauert mehrere Tage", key=self._key("several_days")):
                    self._day("end_day", "Letzter Tag")
        with self._spot("ends_at"):
            start, end = st.columns(2, gap="small")
            with start:
                self._time("start_time", announcements.FIELDS["starts_at"])
            with end:
                self._time("end_time", announcements.FIELDS["ends_at"])
        if not self.form["end_time"] and not self.form["several_days"]:
            small("Ohne Ende gelten 90 Minuten.")

    def _deadline(self) -> None:
        with self._spot("deadline_at"):
            day, at = st.columns(2, gap="small")
            with day:
                self._day("deadline_day", announcements.FIELDS["deadline_at"])
            with at:
                self._time("deadline_time", "Uhrzeit")

    def _day(self, name: str, words: str) -> None:
        st.date_input(
            self._label(name, words), key=self._key(name), format="DD.MM.YYYY", min_value=EARLIEST, max_value=LATEST,
            value=None,
        )  # fmt: skip

    def _time(self, name: str, words: str) -> None:
        st.time_input(self._label(name, words), key=self._key(name), value=None, step=FIVE_MINUTES)

    def _text(self, name: str, words: str, **look: Any) -> None:
        with self._spot(name):
            st.text_input(self._label(name, words), key=self._key(name), **look)

    def _area(self, name: str, words: str, height: int, **look: Any) -> None:
        with self._spot(name):
            st.text_area(self._label(name, words), key=self._key(name), height=height, **look)

    def _key(self, name: str) -> str:
        return filled(name, self.form[name])

    def _label(self, name: str, words: str) -> str:
        """The words, and the numbers of the passages that say it."""
        source = SOURCES.get(name)
        if self.reading is None or source is None:
            return words
        evidence = self.reading.announcement.evidence.get(source, ())
        return f"{words} {badges(evidence, by_span(self.reading.passages))}".strip()

    @contextmanager
    def _spot(self, name: str) -> Iterator[None]:
        """A field with the place for its own problem close below."""
        with st.container(gap="xxsmall"):
            yield
            self._slots[name] = st.empty()


def chosen_group(memory: Mapping[str, Any], groups: tuple[Group, ...]) -> Group | None:
    """The working group the event is for; asked only where there are several."""
    if len(groups) == 1:
        return groups[0]
    by_id = {each.id: each for each in groups}
    chosen = st.selectbox(
        "Arbeitskreis", list(by_id), key=_group_key(memory, by_id), format_func=lambda each: by_id[each].name,
        index=None, placeholder="Bitte wählen", width=400,
    )  # fmt: skip
    return by_id.get(chosen) if chosen is not None else None


def _group_key(memory: Mapping[str, Any], groups: Mapping[int, Group]) -> str:
    key = filled("group", memory["group_id"])
    if st.session_state[key] not in groups:
        st.session_state[key] = None
    return key
