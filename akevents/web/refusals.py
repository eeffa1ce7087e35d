"""Every refusal as a German answer with the fitting status; every bug as a number that people can name."""

import errno
import logging
import secrets
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from akevents import errors, wording
from akevents.errors import AkeventsError
from akevents.web import replies

BUSY_RETRY_SECONDS = 5
SERVER_ERROR = 500
NOT_FOUND = 404

STATUS: dict[type[AkeventsError], int] = {
    errors.InvalidRequest: 422,
    errors.EventNotFound: 404,
    errors.RegistrationNotOpenYet: 409,
    errors.RegistrationClosed: 409,
    errors.EventFull: 409,
    errors.EventCancelled: 409,
    errors.AlreadyRegistered: 409,
    errors.RegistrationNotFound: 404,
    errors.LinkExpired: 410,
    errors.MailNotSetUp: 409,
    errors.NotPossibleNow: 409,
    errors.NotPossibleForEvent: 409,
    errors.CancellationSent: 409,
    errors.ContradictoryText: 409,
    errors.ChangedMeanwhile: 409,
    errors.AudienceChanged: 409,
    errors.MailNotFound: 404,
    errors.MailNotPossible: 409,
    errors.MailPointless: 409,
    errors.DraftTooLarge: 413,
    errors.NotSignedIn: 303,
    errors.NotAllowed: 403,
    errors.WrongPassword: 401,
    errors.SignInLinkExpired: 410,
    errors.FormExpired: 403,
    errors.TooManyAttempts: 429,
    errors.UnknownModerator: 404,
    errors.UnknownWorkingGroup: 404,
    errors.UnknownCategory: 404,
    errors.PersonNotFound: 404,
    errors.LastAdministrator: 409,
    errors.DiscussionClosed: 409,
    errors.QuestionNotFound: 404,
    errors.FeedbackClosed: 409,
    errors.CertificateNotYet: 409,
    errors.CertificateNotFound: 404,
    errors.TicketNotFound: 404,
    errors.TicketForAnotherEvent: 409,
    errors.SpeakerLinkNotFound: 404,
    errors.UnknownProfile: 400,
    errors.DatabaseBusy: 503,
    errors.StorageFull: 507,
    errors.PortInUse: 500,
    errors.UnreadableSettings: 500,
    errors.UnreadableFile: 500,
    errors.FileTooBig: 413,
    errors.TooManyRows: 422,
    errors.NoListInFile: 422,
    errors.ListRefused: 422,
    errors.WrongDatabase: 500,
    errors.NotWithMail: 500,
}
HEADINGS = {
    303: "Bitte melden Sie sich an",
    403: "Das geht so nicht",
    404: "Nicht gefunden",
    410: "Nicht mehr gültig",
    422: "Bitte prüfen Sie Ihre Angaben",
    429: "Zu viele Versuche",
    503: "Gerade ist sehr viel los",
    507: "Der Speicher ist voll",
}

log = logging.getLogger("akevents.web")


class Refusals:
    """Middleware: what a route raises becomes an answer. People never see a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def noting(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            response = respond(Request(scope), error)
            if has_started:
                raise  # too late for another answer: the connection breaks off, which tells the browser
            await response(scope, receive, send)


def respond(request: Request, error: Exception) -> Response:
    """The answer to whatever was raised; bugs and broken set-ups are logged under the number that is shown."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        error = errors.StorageFull()
    if not isinstance(error, AkeventsError):
        return _unexpected(request, error)
    status = STATUS[type(error)]
    if status >= SERVER_ERROR:
        log.error("refused with %s: %s", status, type(error).__name__, exc_info=error)
    if isinstance(error, errors.NotSignedIn):
        return to_sign_in(request)
    return _told(request, status, _code(error), wording.sentence(error), _headers(error))


def to_sign_in(request: Request) -> Response:
    """To the sign-in page, and from there back here."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(here, safe='')}", 303, headers=replies.PRIVATE)


def not_found(request: Request) -> Response:
    """For an address that does not exist. Streamlit looks for its server under each part of the address: keep it short."""
    if "/_stcore/" in request.url.path:
        return PlainTextResponse("Not Found", NOT_FOUND)
    sentence = "Unter dieser Adresse gibt es hier nichts. Bitte prüfen Sie, ob sie vollständig ist."
    return _told(request, NOT_FOUND, "not_found", sentence, {})


def _unexpected(request: Request, error: Exception) -> Response:
    number = secrets.token_hex(3)
    log.error("unexpected error %s", number, exc_info=error)
    return _told(request, SERVER_ERROR, "unexpected", wording.UNEXPECTED.format(number=number), {})


def _told(request: Request, status: int, code: str, sentence: str, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse(
            {"error": code, "message": sentence}, status, headers | replies.OPEN_TO_ALL | {"Cache-Control": "no-store"}
        )
    return replies.message(status, HEADINGS.get(status, "Das hat nicht geklappt"), sentence, headers)


def _headers(error: AkeventsError) -> dict[str, str]:
    if isinstance(error, errors.TooManyAttempts):
        return {"Retry-After": str(error.retry_after_seconds)}
    return {"Retry-After": str(BUSY_RETRY_SECONDS)} if isinstance(error, errors.DatabaseBusy) else {}


def _code(error: AkeventsError) -> str:
    """EventNotFound is event_not_found to machines."""
    name = type(error).__name__
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
