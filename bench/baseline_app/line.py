"""One line, to see what Streamlit itself needs to start and to stay."""

import streamlit as st

st.markdown("Hallo")
