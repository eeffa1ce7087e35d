"""`uvicorn bench.baseline_app.application:form` and `…:line`: bare Streamlit, and constant answers of a chosen length."""

from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent


@lru_cache
def _constant(length: int) -> bytes:
    return b"x" * length


def constant(request: Request) -> Response:
    """So many bytes; none at all is a 304, as for an unchanged file."""
    length = int(request.query_params["bytes"])
    return Response(_constant(length), media_type="text/plain") if length else Response(status_code=304)


form = st.App(HERE / "form.py", routes=[Route("/constant", constant)])
line = st.App(HERE / "line.py")
