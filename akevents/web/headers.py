"""Security headers on every response, whoever made it: routes, Streamlit, static files, errors."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from akevents import settings
from akevents.web import replies, streamlit_pages

HSTS = "max-age=31536000; includeSubDomains"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    **replies.permissions(),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def security_headers() -> dict[str, str]:
    """What a response gets if it does not say otherwise itself."""
    secure = {"Strict-Transport-Security": HSTS} if settings.current().is_secure else {}
    return FIXED | secure | streamlit_pages.policy()


class SecurityHeaders:
    """Middleware. Adds to the start of a response and touches nothing else; websockets pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
