"""A page with a small form that does nothing; with ?live=1 a page that only ticks."""

import streamlit as st


@st.fragment(run_every=1.0)
def tick() -> None:
    st.markdown("tick")


if st.query_params.get("live"):
    tick()
else:
    with st.form("form"):
        st.text_input("Name", key="form_name")
        st.text_input("E-Mail", key="form_email")
        submitted = st.form_submit_button("Senden", key="form_submit")
    if submitted:
        st.markdown("Danke")
