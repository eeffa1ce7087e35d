"""ui: the certificate of attendance on "Meine Anmeldung"."""

import streamlit as st

from akevents.domain import certificates
from akevents.domain.my_view import MyRegistration
from akevents.store.tables import RegistrationStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.saying import say_next_run


def my_certificate(mine: MyRegistration, token: str) -> None:
    """For whoever was there, once it is over: give it out by a button, then the file."""
    if mine.status != RegistrationStatus.CONFIRMED or not certificates.can_have_one(mine.event, mine.checked_in_at):
        return
    st.header("Bescheinigung", anchor=False)
    if mine.certificate:
        st.link_button("Bescheinigung als PDF", f"/bescheinigung/{token}.pdf", icon=":material/workspace_premium:")
        small(f"Nummer {mine.certificate}. Ob sie gilt, kann jeder auf der Seite prüfen, die auf ihr steht.")
        return
    st.markdown("Sie waren dabei. Wenn Sie einen Nachweis brauchen, stellen Sie ihn hier aus.", width=680)
    if st.button("Bescheinigung ausstellen", key="certificate_issue", icon=":material/workspace_premium:"):
        with explain_errors():
            certificates.issue_mine(database(), token)
            say_next_run("Ihre Bescheinigung ist ausgestellt.")
