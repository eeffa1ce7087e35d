"""The parts of "Neue Veranstaltung" round an announcement: pasting it, the text with its passages, what was found."""

from typing import Any

import streamlit as st

from akevents import wording
from akevents.domain.event_from_announcement import BERLIN
from akevents.errors import Problem
from akevents.formats.announcement_marks import LOOKS, marked, numbers_of
from akevents.formats.announcements import Finding
from akevents.formats.markup import literal
from akevents.ui import new_event_memory as memory_of
from akevents.ui.layout import small
from akevents.ui.new_event_memory import Reading, Settled
from akevents.wording import announcements, dates
from akevents.wording import findings as finding_words

MOST_SHOWN = 20_000  # characters of the text; a browser takes long over more, and nobody reads on
MOST_QUOTED = 120  # characters of a passage; the whole of it is marked in the text
GREY_LOOK = ("gray", ":material/check: ")


def paste_form(memory: dict[str, Any]) -> None:
    """Where the announcement goes, and the way without one."""
    with st.container(gap="xxsmall"):
        st.text_area(
            "Text der Ankündigung", key=memory_of.filled_text(memory), height=360,
            placeholder="Fügen Sie hier die Ankündigung ein, so wie sie ist: aus einer Mail, einem Dokument oder von einer "
            "Webseite.",
        )  # fmt: skip
        if memory["problem"]:
            code, limit = memory["problem"]
            st.markdown(f":red[:material/error: {literal(wording.problem(Problem('announcement', code, limit)))}]")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Einlesen", key="new_event_read", icon=":material/document_scanner:", type="primary",
            on_click=memory_of.read_text,
        )  # fmt: skip
        st.button("Ohne Ankündigung beginnen", key="new_event_empty", on_click=memory_of.begin_empty)
    small("akevents liest Titel, Zeit, Ort, Personen und Frist heraus und zeigt, was nicht zusammenpasst.")


def kept_notice(memory: dict[str, Any]) -> bool:
    """After coming back: what was typed is still there. True if it is to be thrown away."""
    if not memory["back_since"]:
        return False
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        when = dates.instant(memory["back_since"], BERLIN)
        st.markdown(f"Ihr Text von {literal(when)} ist noch da.", width="content")
        return st.button("Wegwerfen", key="new_event_throw_away", icon=":material/delete:")


def summary_line(memory: dict[str, Any], reading: Reading) -> None:
    counts: dict[str, int] = {}
    for each in reading.findings:
        counts[each.severity] = counts.get(each.severity, 0) + 1
    still_open = memory_of.open_contradictions(memory, reading)
    found = len(reading.announcement.evidence)
    st.markdown(announcements.summary(counts, found, still_open))


def your_text(reading: Reading) -> None:
    """The announcement, every passage that says something coloured and numbered."""
    with st.container(border=True):
        st.header("Ihr Text", anchor=False)
        st.markdown(marked(reading.text, reading.passages, MOST_SHOWN))
        if len(reading.text) > MOST_SHOWN:
            small("Hier steht nur der Anfang; gelesen und gespeichert wird der ganze Text.")


def found_problems(memory: dict[str, Any], reading: Reading) -> None:
    """What does not fit, is missing or is worth knowing, the worst first, each with the ways to settle it."""
    for index, finding in enumerate(reading.findings):
        done = memory_of.settled(memory, reading, index)
        is_urgent = finding.proposals and done is None
        with st.container(border=bool(is_urgent), gap="xsmall"):
            _finding(reading, index, finding, done)


def _finding(reading: Reading, index: int, finding: Finding, done: Settled | None) -> None:
    numbers = numbers_of(finding.evidence, reading.passages)
    places = announcements.places(numbers)
    words = " · ".join(filter(None, (finding_words.SEVERITIES[finding.severity], places)))
    colour, icon = LOOKS[finding.severity] if done is None else GREY_LOOK
    st.markdown(f":{colour}-badge[{icon}{literal(words)}]")
    sentence = literal(finding_words.sentence(finding.code, finding.facts, reading.reference))
    st.markdown(sentence if done is None else f":gray[{sentence}]")
    if quoted := [f"„{literal(wording.shortened(each.text, MOST_QUOTED))}“" for each in finding.evidence]:
        small(" · ".join(quoted))
    if done is None:
        _proposals(reading, index)
    else:
        _decision(reading, index, done)


def _proposals(reading: Reading, index: int) -> None:
    if not reading.effects[index]:
        return
    with st.container(horizontal=True, gap="small"):
        for number, values in enumerate(reading.effects[index]):
            label = f"{literal(announcements.proposal(values))} nehmen"
            st.button(label, key=f"new_event_take_{index}_{number}", on_click=memory_of.take, args=(index, number))


def _decision(reading: Reading, index: int, done: Settled) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if done.proposal is None:
            st.markdown(":green[:material/check: Geklärt]", width="content")
            return
        words = literal(announcements.proposal(reading.effects[index][done.proposal]))
        st.markdown(f":green[:material/check: Es gilt: {words}]", width="content")
        st.button(
            "Rückgängig", key=f"new_event_undo_{index}", icon=":material/undo:",
            on_click=memory_of.undo, args=(index,),
        )  # fmt: skip
