"""Front door. The server finds `app` here; a test or `streamlit run` that executes this file as a script gets the screens."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from akevents.web.application import LIFESPAN, MIDDLEWARE, ROUTES, SHELL

    app = st.App(SHELL, routes=ROUTES, middleware=MIDDLEWARE, lifespan=LIFESPAN)
else:
    from akevents.ui.shell import main

    main()
