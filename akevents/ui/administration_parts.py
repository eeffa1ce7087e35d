"""The parts of the administration: people, working groups, their dialogs, the protocol."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from akevents import settings, wording
from akevents.domain import administration, working_groups
from akevents.domain.administration import Person
from akevents.domain.moderators import Moderator
from akevents.domain.protocol_pages import ProtocolPage
from akevents.domain.working_groups import Group
from akevents.errors import InvalidRequest
from akevents.formats.german import fold
from akevents.formats.markup import literal
from akevents.formats.places import STATES
from akevents.store.tables import Role
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.saying import say_next_run
from akevents.ui.tables import Line, fact_table
from akevents.wording import administration as words
from akevents.wording import dates

OPEN, LINK = "administration_open", "administration_link"  # which dialog; the link that was made, with its owner
ZONE = "Europe/Berlin"


def open_administration_dialog(name: str, key: int = 0) -> None:
    st.session_state[OPEN] = (name, key)


def _close() -> None:
    st.session_state.pop(OPEN, None)


def administration_dialog(by: Moderator, people: tuple[Person, ...], groups: tuple[Group, ...]) -> None:
    """The dialog that is open, if any. While it is, every run draws it; it would close otherwise."""
    name, key = st.session_state.get(OPEN, ("", 0))
    person = next((each for each in people if each.id == key), None)
    group = next((each for each in groups if each.id == key), None)
    if name == "invite":
        _invite_dialog(by, groups)
    elif name == "person" and person:
        _person_dialog(by, person, groups)
    elif name == "group" and (group or not key):
        _group_dialog(by, group)


def one_time_link() -> None:
    """The link that was just made, until it is put away. It cannot be shown again, only made anew."""
    if fresh := st.session_state.get(LINK):
        owner, address = fresh
        with st.container(border=True, key="administration_link_box"):
            st.markdown(f"**Anmeldelink für {literal(owner)}**")
            st.code(address, language=None, wrap_lines=True)
            st.markdown(words.LINK_LASTS)
            if st.button("Ausblenden", key="administration_link_hide"):
                st.session_state.pop(LINK)
                st.rerun()


def _keep_link(owner: str, token: str) -> None:
    st.session_state[LINK] = (owner, f"{settings.current().base_url}/login/{token}")


def people_list(people: tuple[Person, ...], search: str) -> None:
    """Name, address and roles; what may be changed has a button."""
    wanted = fold(search).split()
    found = [each for each in people if all(word in fold(_haystack(each)) for word in wanted)]
    if not found:
        small("Niemand passt zur Suche.")
    for person in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None, width="stretch"):
                address = person.email.replace("`", "")
                st.markdown(f"**{literal(person.name)}**  \n:small[`{address}`]  \n{literal(_roles(person))}")
            if person.may_change:
                st.button("Ändern", key=f"administration_person_{person.id}", icon=":material/edit:",
                          help=literal(person.name), on_click=open_administration_dialog,
                          args=("person", person.id))  # fmt: skip


def _haystack(person: Person) -> str:
    return f"{person.name} {person.email} {_roles(person)}"


def _roles(person: Person) -> str:
    named = [f"{person.groups[group]} ({wording.ROLE[role]})" for group, role in person.roles.items()]
    waiting = [] if person.has_password else ["noch ohne Passwort"]
    return " · ".join([*["Verwaltung"] * person.is_administrator, *named, *waiting]) or "keine Rolle"


def group_list(by: Moderator, groups: tuple[Group, ...]) -> None:
    for group in groups:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None, width="stretch"):
                address = f"`{group.email.replace('`', '')}`" if group.email else "keine Adresse für Antworten"
                state = STATES.get(group.state or "", "nur bundesweite Feiertage")
                st.markdown(f"**{literal(group.name)}**  \n:small[{address}]  \n{literal(state)}")
            if by.is_administrator:
                st.button("Ändern", key=f"administration_group_{group.id}", icon=":material/edit:",
                          help=literal(group.name), on_click=open_administration_dialog,
                          args=("group", group.id))  # fmt: skip
    if not groups:
        small("Hier stehen die Arbeitskreise, sobald es einen gibt.")


@st.dialog("Person einladen", on_dismiss=_close)
def _invite_dialog(by: Moderator, groups: tuple[Group, ...]) -> None:
    with st.form("administration_invite", border=False):
        errors = st.container()
        name = st.text_input("Name *", key="administration_name")
        email = st.text_input("E-Mail *", key="administration_email")
        roles, is_administrator = _role_fields(by, groups, None)
        if st.form_submit_button("Einladen", key="administration_invite", type="primary"):
            with explain_errors(errors):
                try:
                    done = administration.invite(
                        database(), by, email or "", name or "", roles, is_administrator=is_administrator
                    )
                except InvalidRequest as error:
                    _list_problems(errors, error)
                    return
                _close()
                if done.link_token:
                    _keep_link(done.name, done.link_token)
                    st.rerun()
                say_next_run(f"{done.name} hat schon ein Konto und jetzt auch diese Rollen.")


@st.dialog("Person ändern", on_dismiss=_close)
def _person_dialog(by: Moderator, person: Person, groups: tuple[Group, ...]) -> None:
    st.markdown(f"**{literal(person.name)}**")
    with st.form("administration_person", border=False):
        errors = st.container()
        roles, is_administrator = _role_fields(by, groups, person)
        if st.form_submit_button("Rollen speichern", key="administration_save_roles", type="primary"):
            with explain_errors(errors):
                try:
                    becomes = is_administrator if by.is_administrator else None
                    administration.set_roles(database(), by, person.id, roles, is_administrator=becomes)
                except InvalidRequest as error:
                    _list_problems(errors, error)
                    return
                _close()
                say_next_run(f"Die Rollen von {person.name} sind geändert und gelten sofort.")
    with st.container(horizontal=True, gap="small"), explain_errors():
        if person.may_link and st.button("Neuer Anmeldelink", key="administration_new_link", icon=":material/link:"):
            _keep_link(person.name, administration.new_link(database(), by, person.id))
            _close()
            st.rerun()
        with st.popover("Entfernen", icon=":material/person_remove:"):
            st.markdown("Alles, wozu die Rollen berechtigen, endet sofort, auch in offenen Fenstern.")
            if st.button("Person entfernen", key="administration_remove"):
                administration.remove_person(database(), by, person.id)
                _close()
                say_next_run(f"{person.name} ist entfernt.")


def _role_fields(by: Moderator, groups: tuple[Group, ...], person: Person | None) -> tuple[dict[int, Role], bool]:
    """One choice for each group, of the roles that the giver may give; and the administration's box."""
    who = person.id if person else "new"
    roles: dict[int, Role] = {}
    for group in groups:
        held = person.roles.get(group.id) if person else None
        if held == Role.MODERATOR and not by.is_administrator:
            roles[group.id] = held  # not the moderator's to take
            continue
        offered = [key for key in words.ROLES if by.is_administrator or key != Role.MODERATOR]
        chosen = st.radio(
            literal(group.name), offered, index=offered.index(held or words.NO_ROLE),
            format_func=words.ROLES.__getitem__, horizontal=True, key=f"administration_role_{who}_{group.id}",
        )  # fmt: skip
        if chosen:
            roles[group.id] = Role(chosen)
    if not by.is_administrator:
        return roles, False
    is_administrator = person.is_administrator if person else False
    return roles, st.checkbox(
        "Verwaltung: darf überall alles", value=is_administrator, key=f"administration_administrator_{who}"
    )


@st.dialog("Arbeitskreis", on_dismiss=_close)
def _group_dialog(by: Moderator, group: Group | None) -> None:
    key = group.id if group else "new"
    with st.form("administration_group", border=False):
        errors = st.container()
        name = st.text_input("Name *", value=group.name if group else "", key=f"administration_group_name_{key}")
        email = st.text_input("Adresse für Antworten auf Mails", value=(group and group.email) or "",
                              key=f"administration_group_email_{key}")  # fmt: skip
        options = ["", *STATES]
        state = st.selectbox("Land, dessen Feiertage zählen", options, key=f"administration_group_state_{key}",
                             index=options.index((group and group.state) or ""),
                             format_func=lambda each: STATES.get(each, "nur bundesweite Feiertage"))  # fmt: skip
        if st.form_submit_button("Speichern", key="administration_save_group", type="primary"):
            facts = {"name": name or "", "email": email or "", "state": state or ""}
            with explain_errors(errors):
                try:
                    if group:
                        working_groups.change_group(database(), by, group.id, **facts)
                    else:
                        working_groups.add_group(database(), by, **facts)
                except InvalidRequest as error:
                    _list_problems(errors, error)
                    return
                _close()
                say_next_run("Der Arbeitskreis ist gespeichert.")


def _list_problems(place: DeltaGenerator, error: InvalidRequest) -> None:
    """All of them, each with its field's name; what was typed stays."""
    found = [f"- {words.FIELDS[each.field]}: {literal(wording.problem(each))}" for each in error.problems]
    place.error("\n".join(found), title=words.NOT_STORED)


def protocol_number() -> int:
    """The page that was chosen below the protocol; the use case clamps it."""
    return int(st.session_state.get("administration_page", 1))


def protocol_table(found: ProtocolPage) -> None:
    """Who did what and when, latest first."""
    if not found.lines:
        small("Hier steht, wer was geändert oder ausgegeben hat, oder nichts passt zur Suche.")
        return
    rows = []
    for line in found.lines:
        at = dates.local(line.at, ZONE).strftime("%d.%m.%Y %H:%M")
        done = f"{words.who(line.action, line.who)}: {words.what(line.action, line.about, line.number)}"
        more = [each for each in (line.event, words.details(line.details)) if each]
        rows.append((at, (Line(done), *(Line(each, "quiet") for each in more))))
    fact_table(rows, label="Protokoll, die neuesten Einträge zuerst")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        small("1 Eintrag" if found.total == 1 else f"{found.total} Einträge")
        if found.pages > 1:
            st.pagination(found.pages, key="administration_page", width=260)
