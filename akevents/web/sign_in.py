"""How moderators sign in and out. A GET never changes anything: mail scanners open every link."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from akevents import settings, wording
from akevents.domain import moderators
from akevents.errors import AkeventsError, FormExpired, InvalidRequest, NotSignedIn, WrongPassword
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import forms, limits, replies
from akevents.web.forms import Fields
from akevents.web.refusals import STATUS
from akevents.web.replies import Meta


def show_sign_in(request: Request) -> Response:
    """The form; whoever is signed in already goes on at once."""
    wanted = forms.safe_next(request.query_params.get("next", ""))
    try:
        moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    except NotSignedIn:
        return _sign_in_form(request, wanted)
    return RedirectResponse(wanted, 303, replies.PRIVATE)


async def sign_in(request: Request) -> Response:
    fields = await forms.read(request)
    return await run_in_threadpool(_sign_in, request, fields)


def _sign_in(request: Request, fields: Fields) -> Response:
    email, wanted = fields.get("email", ""), forms.safe_next(fields.get("next", ""))
    try:
        forms.require_own(request, fields, request.cookies.get(forms.FORM_COOKIE))
        limits.count(limits.SIGN_IN, request, email.strip().casefold())
        token = moderators.sign_in(database(), email, fields.get("password", ""))
    except (FormExpired, WrongPassword) as error:
        return _sign_in_form(request, wanted, email, error)
    return _signed_in(request, token, wanted)


def _sign_in_form(request: Request, wanted: str, email: str = "", error: AkeventsError | None = None) -> Response:
    cookie = forms.visitor_cookie(request)
    response = replies.page(
        "sign_in.html",
        STATUS[type(error)] if error else 200,
        meta=Meta("Anmeldung der Moderation", is_indexed=False),
        csrf=forms.token_for(cookie),
        next=wanted,
        email=email,
        sentence=wording.sentence(error) if error else "",
    )
    return forms.keep(response, cookie)


def _signed_in(request: Request, token: str, wanted: str) -> Response:
    """A new session each time; the one this browser had before ends."""
    if earlier := request.cookies.get(SESSION_COOKIE):
        moderators.sign_out(database(), earlier)
    response = RedirectResponse(wanted, 303, replies.PRIVATE)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(moderators.SESSION_LENGTH.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.current().is_secure,
    )
    response.delete_cookie(forms.FORM_COOKIE, path=forms.FORM_PATH)
    return response


def show_link(request: Request) -> Response:
    """The page behind a one-time link: choose a password."""
    limits.count(limits.SIGN_IN_LINKS, request)
    return _password_form(request)


async def use_link(request: Request) -> Response:
    fields = await forms.read(request)
    return await run_in_threadpool(_use_link, request, fields)


def _use_link(request: Request, fields: Fields) -> Response:
    limits.count(limits.SIGN_IN_LINKS, request)
    password, repeated = fields.get("password", ""), fields.get("repeated", "")
    try:
        forms.require_own(request, fields, request.cookies.get(forms.FORM_COOKIE))
        token = moderators.set_password(database(), request.path_params["token"], password, repeated)
    except (FormExpired, InvalidRequest) as error:
        return _password_form(request, error)
    return _signed_in(request, token, forms.safe_next(""))


def _password_form(request: Request, error: AkeventsError | None = None) -> Response:
    """Raises SignInLinkExpired."""
    name = moderators.link_owner(database(), request.path_params["token"])
    cookie = forms.visitor_cookie(request)
    response = replies.page(
        "set_password.html",
        STATUS[type(error)] if error else 200,
        meta=Meta("Ihr Passwort", is_indexed=False),
        action=request.url.path,
        csrf=forms.token_for(cookie),
        name=name,
        shortest=moderators.PASSWORD_MIN,
        sentence=_what_is_wrong(error),
    )
    return forms.keep(response, cookie)


def _what_is_wrong(error: AkeventsError | None) -> str:
    if isinstance(error, InvalidRequest):
        return " ".join(wording.problem(each) for each in error.problems)
    return wording.sentence(error) if error else ""


def show_sign_out(request: Request) -> Response:
    """Two buttons; whoever is not signed in gets the sign-in form."""
    return _sign_out_form(request)


async def sign_out(request: Request) -> Response:
    fields = await forms.read(request)
    return await run_in_threadpool(_sign_out, request, fields)


def _sign_out(request: Request, fields: Fields) -> Response:
    cookie = request.cookies.get(SESSION_COOKIE)
    try:
        moderator = moderators.get_signed_in(database(), cookie)
        forms.require_own(request, fields, cookie)
        if fields.get("everywhere"):
            moderators.sign_out_everywhere(database(), moderator)
        moderators.sign_out(database(), cookie or "")
    except NotSignedIn:
        pass  # signed out elsewhere meanwhile: what was asked for is done
    except FormExpired as error:
        return _sign_out_form(request, error)
    response = RedirectResponse("/", 303, replies.PRIVATE)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


def _sign_out_form(request: Request, error: AkeventsError | None = None) -> Response:
    cookie = request.cookies.get(SESSION_COOKIE)
    try:
        moderator = moderators.get_signed_in(database(), cookie)
    except NotSignedIn:
        return RedirectResponse("/login", 303, replies.PRIVATE)
    return replies.page(
        "sign_out.html",
        STATUS[type(error)] if error else 200,
        meta=Meta("Abmelden", is_indexed=False),
        name=moderator.name,
        csrf=forms.token_for(cookie or ""),
        sentence=wording.sentence(error) if error else "",
    )


ROUTES = [
    Route("/login", show_sign_in),
    Route("/login", sign_in, methods=["POST"], max_body_size=forms.LARGEST_FORM),
    Route("/login/{token}", show_link),
    Route("/login/{token}", use_link, methods=["POST"], max_body_size=forms.LARGEST_FORM),
    Route("/logout", show_sign_out),
    Route("/logout", sign_out, methods=["POST"], max_body_size=forms.LARGEST_FORM),
]
