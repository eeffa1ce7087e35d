"""Which addresses exist. Streamlit answers every unknown path with its app and status 200; here it is a plain 404.

Of Streamlit's own addresses only those stay open that the app in the browser needs. Closed are `/_stcore/metrics`,
`/_stcore/script-health-check`, `/_stcore/agent/…`, and the ways of `st.login` (`/auth/…`, `/oauth2callback`), which is
not in use. Websockets never come here."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from akevents.ui.page_list import PAGES
from akevents.web import compression, refusals, replies

OPEN_PATHS = frozenset({"/_stcore/health", "/_stcore/host-config", "/favicon.png"})
OPEN_PREFIXES = ("/_stcore/bidi-components/", "/media/", "/component/", "/app/static/")
UPLOADS = "/_stcore/upload_file/"  # written only; to readers Streamlit would show its app
READING = {"GET", "HEAD"}
WITH_SLASH = {f"/{entry.address}/": f"/{entry.address}" for entry in PAGES if entry.address}


def belongs_to_streamlit(path: str, method: str) -> bool:
    """True for what Streamlit answers itself."""
    if path.startswith(UPLOADS):
        return method not in READING
    return path in OPEN_PATHS or path.startswith(OPEN_PREFIXES) or path in compression.streamlit_files()


class Elsewhere(Route):
    """The last of our routes: takes every path that neither `ours` nor Streamlit's open doors answer."""

    def __init__(self, ours: Sequence[Route]) -> None:
        super().__init__("/{path:path}", self.nothing_here, methods=None)
        self.methods = None  # a function gets GET and HEAD by default; here every method is answered
        self._ours = ours

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and belongs_to_streamlit(scope["path"], scope["method"]):
            return Match.NONE, {}
        return super().matches(scope)

    def nothing_here(self, request: Request) -> Response:
        """405 where only the method is wrong, the address without its slash where that exists, else 404."""
        if allowed := self._methods_for(request):
            headers = {"Allow": ", ".join(sorted(allowed))}
            return replies.message(405, "Das geht hier nicht", "Diese Adresse ist dafür nicht gedacht.", headers)
        if there := WITH_SLASH.get(request.url.path):
            return RedirectResponse(there + (f"?{request.url.query}" if request.url.query else ""), 308)
        return refusals.not_found(request)

    def _methods_for(self, request: Request) -> set[str]:
        """The methods of our routes that know this path, but not this method."""
        near = [route for route in self._ours if route.matches(request.scope)[0] == Match.PARTIAL]
        return {method for route in near for method in route.methods or ()}
