"""The fields of a registration: the same on the event's page, on "Meine Anmeldung" and where the moderator adds someone.

They stand outside st.form on purpose: inside it nothing can be suggested while somebody types, and Streamlit's combobox
drops a text that was not confirmed with Enter. So every field keeps its value in the browser without a run
(on_change="ignore"). Only the institution asks the server, in a fragment of its own, and so does a question on whose
answer another one depends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from akevents import settings, wording
from akevents.domain import participants
from akevents.domain.events import EventDetails
from akevents.domain.registration_form import QuestionForm, RegistrationRequest, asked_questions
from akevents.errors import InvalidRequest
from akevents.formats import places
from akevents.formats.markup import literal
from akevents.store.tables import ConsentPurpose, Language, ParticipantList
from akevents.ui.access import database
from akevents.ui.answer_widgets import AnswerLook, answer
from akevents.ui.email_question import asks_first

MEMBER_CHOICES = (True, False, None)
LANGUAGES = {"Deutsch": Language.GERMAN, "English": Language.ENGLISH}


@dataclass
class RegistrationFields:
    """Draws the fields, collects what was typed, and shows what is wrong with it: at the field and in a list above."""

    prefix: str
    event: EventDetails
    questions: tuple[QuestionForm, ...]
    before: RegistrationRequest | None = None
    is_late: bool = False
    keeps_email: bool = False  # shown, but not to be changed
    in_dialog: bool = False
    asks_consents: bool = True
    typed: dict[str, Any] = field(default_factory=dict)
    _slots: dict[str, DeltaGenerator] = field(default_factory=dict)
    _above: DeltaGenerator | None = None
    _below: DeltaGenerator | None = None

    def errors_here(self) -> "RegistrationFields":
        """Where the list of errors, or another refusal, will stand; what is refused is told to the fields from then on."""
        self._above = st.empty()
        return self

    def error(self, body: str, *, title: str = "", icon: str = ":material/error:") -> None:
        """Said above the form, and in one sentence at the button: whoever pressed it does not see the form's beginning."""
        assert self._above is not None
        assert self._below is not None
        self._above.error(body, title=title, icon=icon)
        self._below.markdown(f":red[{icon} {title or body}]")

    def draw(self) -> None:
        """Everything people may fill in, in the order in which errors are listed."""
        st.markdown(":small[:gray[Die Angaben mit \\* brauchen wir.]]")
        left, right = st.columns(2)
        with left:
            self._text("first_name", required=True, autocomplete="given-name")
        with right:
            self._text("last_name", required=True, autocomplete="family-name")
        self._text("email", required=True, autocomplete="email", disabled=self.keeps_email)
        self._institution()
        self._text("function", autocomplete="organization-title")
        self._member()
        self._area("topic")
        self._text("accessibility_needs", placeholder="zum Beispiel Untertitel")
        if self.is_late:
            self._area("request_reason", required=True)
        for question in self.questions:
            if question in asked_questions(self.questions, self._answers()):
                self._question(question)
        if self.asks_consents:
            self._consents()
        self._language()

    def submitted(self, label: str) -> bool:
        """Draws the button; true in the run that its click has started."""
        key = f"{self.prefix}_submit"
        with st.container(gap="xsmall"):
            pressed = st.button(label, key=key, type="primary")
            self._below = st.empty()
        pressed = bool(st.session_state.pop(f"{key}_overheard", False)) or pressed
        return not self._asks_first(pressed) and pressed

    def _asks_first(self, is_pressed: bool) -> bool:
        """A form that is right but for its address, which looks mistyped, waits for an answer about that."""
        assert self._below is not None
        is_wrong = is_pressed and bool(self.request("").problems(self.questions, is_late=self.is_late))
        email = str(self.typed["email"] or "")
        return not (is_wrong or self.keeps_email) and asks_first(self.prefix, email, self._below, is_pressed=is_pressed)

    def request(self, submission_id: str) -> RegistrationRequest:
        """What was typed, for the use case to judge."""
        texts = {
            name: self.typed.get(name) or ""
            for name in (
                "first_name", "last_name", "email", "institution", "function", "topic", "accessibility_needs",
                "request_reason",
            )
        }  # fmt: skip
        return RegistrationRequest(
            event_id=self.event.id,
            submission_id=submission_id,
            **texts,
            is_member=self.typed.get("is_member"),
            language=self.typed.get("language") or Language.GERMAN,
            consents=frozenset(purpose for purpose in ConsentPurpose if self.typed.get(purpose)),
            answers=self._answers(),
        )

    def _answers(self) -> dict[int, str]:
        """What has been answered so far; a question that is not drawn has no answer."""
        return {each.id: self.typed.get(f"question_{each.id}") or "" for each in self.questions}

    def show(self, error: InvalidRequest) -> None:
        """All problems at once, above the form and at their fields."""
        lines = [
            f"- **{literal(self._name(each.field))}:** {literal(wording.problem(each))}" for each in error.problems
        ]
        self.error("\n".join(lines), title=wording.sentence(error))
        for problem in error.problems:
            if slot := self._slots.get(problem.field):
                slot.markdown(f":red[:material/error: {literal(wording.problem(problem))}]")

    def _name(self, name: str) -> str:
        labels = {f"question_{each.id}": each.label for each in self.questions}
        return labels.get(name) or wording.FIELD_NAMES[name]

    @contextmanager
    def _spot(self, name: str) -> Iterator[None]:
        """A field with the place for its own error close below."""
        with st.container(gap="xxsmall"):
            yield
            self._slots[name] = st.empty()

    def _label(self, name: str, required: bool) -> str:
        label = wording.LABELS[name].format(organization=settings.current().organization)
        return label + (" *" if required else "")

    def _text(self, name: str, *, required: bool = False, **look: Any) -> None:
        key = f"{self.prefix}_{_KEYS.get(name, name)}"
        with self._spot(name):
            self.typed[name] = st.text_input(
                self._label(name, required), value=self._before(name), key=key, on_change="ignore", **look
            )

    def _area(self, name: str, *, required: bool = False) -> None:
        with self._spot(name):
            self.typed[name] = st.text_area(
                self._label(name, required),
                value=self._before(name),
                key=f"{self.prefix}_{name}",
                height=90,
                on_change="ignore",
            )

    def _before(self, name: str) -> str:
        return str(getattr(self.before, name, None) or "")

    def _institution(self) -> None:
        key = f"{self.prefix}_institution"
        with self._spot("institution"):
            label, before = self._label("institution", required=True), self._before("institution")
            if self.in_dialog:  # which is a fragment itself and would close if the one in it started the page again
                suggesting_field(label, before, key)
            else:
                institution_field(label, before, key, f"{self.prefix}_submit")
        self.typed["institution"] = st.session_state.get(key, "")

    def _member(self) -> None:
        before = MEMBER_CHOICES.index(self.before.is_member) if self.before else None
        with self._spot("is_member"):
            words = [wording.MEMBER[choice] for choice in MEMBER_CHOICES]
            chosen = st.radio(
                self._label("is_member", required=False),
                words,
                index=before,
                key=f"{self.prefix}_member",
                horizontal=True,
                on_change="ignore",
            )
        self.typed["is_member"] = MEMBER_CHOICES[words.index(chosen)] if chosen else None

    def _consents(self) -> None:
        st.markdown("**Freiwillig.** :gray[Ohne Haken gilt: nein.]")
        with st.container(gap="small"):
            for purpose in ConsentPurpose:
                given = self.before is not None and purpose in self.before.consents
                if not given and not _concerns(purpose, self.event):
                    continue
                sentence = wording.CONSENTS[purpose].format(purpose=self.event.recording_purpose or "")
                self.typed[purpose] = st.checkbox(
                    sentence, value=given, key=f"{self.prefix}_consent_{purpose}", wrap=True, on_change="ignore"
                )

    def _language(self) -> None:
        with self._spot("language"):
            chosen = st.radio(
                wording.LABELS["language"],
                list(LANGUAGES),
                index=list(LANGUAGES.values()).index(Language(self.before.language)) if self.before else 0,
                key=f"{self.prefix}_language",
                horizontal=True,
                on_change="ignore",
            )
        self.typed["language"] = LANGUAGES[chosen or "Deutsch"]

    def _question(self, question: QuestionForm) -> None:
        name = f"question_{question.id}"
        label = literal(question.label) + (" \\*" if question.is_required else "")
        before = self.before.answers.get(question.id, "") if self.before else ""
        decides = any(each.shown_if and each.shown_if[0] == question.id for each in self.questions)
        look = AnswerLook(
            key=f"{self.prefix}_{name}",
            on_change="rerun" if decides else "ignore",
            persist_state="page" if question.shown_if else None,
        )
        with self._spot(name):
            self.typed[name] = answer(question, label, before, look)


_KEYS = {"accessibility_needs": "accessibility"}


@st.fragment
def institution_field(label: str, before: str, key: str, button: str) -> None:
    """The field in a fragment of its own. Whoever clicks the page's button within the pause after the last letter has
    browsers send both in one message, for this fragment: it hands the click on, which would be lost otherwise."""
    suggesting_field(label, before, key)
    if st.session_state.get(button):
        st.session_state[f"{button}_overheard"] = True
        st.rerun()


def suggesting_field(label: str, before: str, key: str) -> None:
    """A free text that is never refused, with up to three suggestions below it while somebody types."""
    typed = st.text_input(
        label,
        value=before,
        key=key,
        live=True,
        autocomplete="organization",
        placeholder="Stadt, Kreis, Hochschule, Firma …",
    )
    suggestions = places.suggest(typed or "", known_institutions())
    if suggestions:
        with st.container(horizontal=True, gap="xsmall", key=f"{key}_suggestions"):
            for suggestion in suggestions:
                st.button(
                    suggestion, key=f"{key}_{suggestion}", icon=":material/add:",
                    on_click=st.session_state.__setitem__, args=(key, suggestion),
                )  # fmt: skip


@st.cache_resource(ttl=60, show_spinner=False)
def known_institutions() -> tuple[str, ...]:
    """Institutions that several people of this association have named; looked up once a minute and process."""
    return participants.known_institutions(database())


def forget_answers(prefix: str) -> None:
    """The next form with this prefix is somebody else's: questions that are not shown now forget their answers too."""
    for key in list(st.session_state):
        if str(key).startswith(f"{prefix}_question_"):
            del st.session_state[key]


def _concerns(purpose: ConsentPurpose, event: EventDetails) -> bool:
    """Nobody is asked to allow what this event does not do."""
    if purpose == ConsentPurpose.RECORDING:
        return event.is_recorded
    if purpose in {ConsentPurpose.NAME_ON_LIST, ConsentPurpose.EMAIL_ON_LIST}:
        return event.participant_list == ParticipantList.CONSENTING
    return True
