"""The ticket on Meine Anmeldung: what somebody shows at the door of an evening that is not only online."""

import streamlit as st

from akevents import settings
from akevents.domain import tickets
from akevents.domain.event_state import EventState
from akevents.domain.my_view import MyRegistration
from akevents.formats import qr_codes
from akevents.store.tables import EventFormat, RegistrationStatus
from akevents.ui.layout import small
from akevents.ui.links import picture, same_tab_link

WIDTH = 176  # pixels: a telephone reads it from another telephone at arm's length


def my_ticket(mine: MyRegistration) -> None:
    """QR code and code in letters, for whoever has a place where there is a door, until the evening is over."""
    event = mine.event
    is_over = event.state in {EventState.PAST, EventState.CANCELLED}
    if mine.status != RegistrationStatus.CONFIRMED or event.format == EventFormat.ONLINE or is_over:
        return
    st.header("Ihr Ticket", anchor=False)
    address = tickets.ticket_address(event.slug, mine.ticket_code, settings.current())
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="my_ticket"):
        picture(qr_codes.svg_address(address), f"QR-Code Ihres Tickets, Code {mine.ticket_code}", width=WIDTH)
        with st.container(width=300, gap="small"):
            st.markdown(f"`{mine.ticket_code}`")
            small("Zeigen Sie am Einlass den QR-Code oder nennen Sie den Code. Ihr Name genügt auch.")
            same_tab_link("Ticket zum Drucken", f"/ticket/{mine.arrival_token}")
