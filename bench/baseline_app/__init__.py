"""The least that Streamlit can be asked for, served as akevents is served: what our screens are measured against."""
