"""One field of the editor: its label, what stands in it, and what is wrong with it, close below."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from akevents import wording
from akevents.domain import event_form
from akevents.errors import Problem
from akevents.formats.local_times import comes_twice
from akevents.formats.markup import literal
from akevents.ui.editor_memory import PREFIX, Editor, chosen, held
from akevents.ui.layout import small
from akevents.wording import dates
from akevents.wording import editor as words

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
# Days, times and numbers that may be empty.
OPTIONAL = frozenset(
    {"capacity", "end_day"}
    | {f"{each}_{part}" for each in ("joining", "opens", "deadline") for part in ("day", "time")}
)
STEP = timedelta(minutes=5)  # of the list of times; any other can be typed


@dataclass(frozen=True)
class Fields:
    """Draws the editor's fields; `problems` are shown at the fields they belong to."""

    editor: Editor
    problems: tuple[Problem, ...] = ()

    @contextmanager
    def spot(self, name: str) -> Iterator[None]:
        """A field, or several that belong together, with the place for what is wrong."""
        with st.container(gap="xxsmall"):
            yield
            for problem in self.problems:
                if problem.field == name:
                    st.markdown(f":red[:material/error: {literal(wording.problem(problem))}]")

    def text(self, name: str, **look: Any) -> None:
        with self.spot(name):
            st.text_input(words.label(name), **self._held(name, ""), **look)

    def area(self, name: str, *, height: int = 90, **look: Any) -> None:
        with self.spot(name):
            st.text_area(words.label(name), **self._held(name, ""), height=height, **look)

    def number(self, name: str, **look: Any) -> None:
        with self.spot(name):
            st.number_input(words.label(name), **self._held(name), min_value=0, step=1, **look)

    def switch(self, name: str) -> None:
        with self.spot(name):
            st.checkbox(words.label(name), **self._held(name, False), wrap=True)

    def choice(self, name: str, options: Mapping[str, str]) -> None:
        with self.spot(name):
            keys = list(options)
            held = chosen(f"{PREFIX}{name}", self.editor.form[name], keys)
            st.selectbox(words.label(name), keys, **held, format_func=lambda each: options.get(each, each))

    def moment(self, name: str, *, empty: str = "") -> None:
        """Day and time of day side by side, in words below; `empty` says what holds where nothing is chosen."""
        prefix = event_form.INSTANTS[name]
        with self.spot(name):
            left, right = st.columns([1.4, 1], gap="small")
            with left:
                self.day(f"{prefix}_day", words.label(name))
            with right:
                self.clock(f"{prefix}_time", "Uhrzeit")
            self._moment_words(name, prefix, empty)

    def day(self, field: str, label: str) -> None:
        held = self._held(field)
        st.date_input(label, **held, format="DD.MM.YYYY", min_value=FIRST_DAY, max_value=LAST_DAY)

    def clock(self, field: str, label: str) -> None:
        st.time_input(label, **self._held(field), step=STEP)

    def weekday(self, day: str | None) -> str:
        """ "Mittwoch, 2. März 2022" of a chosen day."""
        chosen = date.fromisoformat(day) if day else None
        return f"{dates.WEEKDAYS[chosen.weekday()]}, {dates.day(chosen)}" if chosen else ""

    def twice(self, name: str) -> None:
        """Where clocks show this time twice that day, which of them is meant."""
        instant, timezone = event_form.instant_of(self.editor.form, name), self.editor.form["timezone"]
        if instant and comes_twice(instant, timezone):
            small(literal(words.COMES_TWICE))

    def _moment_words(self, name: str, prefix: str, empty: str) -> None:
        day, clock = (self.editor.form[f"{prefix}_{part}"] for part in ("day", "time"))
        said = self.weekday(day) + (f", {clock} Uhr" if day and clock else "")
        if said or (empty and not clock):
            small(literal(said or empty))
        self.twice(name)

    def _held(self, name: str, empty: Any = None) -> dict[str, Any]:
        return held(f"{PREFIX}{name}", self.editor.form[name], empty, can_be_cleared=name in OPTIONAL)
