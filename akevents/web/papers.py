"""PDF files for those they concern, and the page on which anybody checks the number of a certificate."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents.domain import certificate_numbers, certificates, moderators, papers
from akevents.domain.papers import Pdf
from akevents.errors import RegistrationNotFound
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import limits, replies
from akevents.web.replies import Meta

HEADING = "Bescheinigung prüfen"
LONGEST_TYPED = 60  # characters; three times a number with all its blanks


def my_certificate(request: Request) -> Response:
    """The file behind a personal link. Looking gives nothing out; guessing links is slowed down."""
    limits.require_room(limits.PERSONAL_LINKS, request)
    try:
        made = papers.my_certificate(database(), request.path_params["token"])
    except RegistrationNotFound:
        limits.count(limits.PERSONAL_LINKS, request)
        raise
    return _file(made, "teilnahmebescheinigung")


def all_certificates(request: Request) -> Response:
    """For moderators: every certificate of an evening, one page each."""
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    return _file(papers.all_certificates(database(), by, replies.clean(request.path_params["slug"])), "bescheinigungen")


def attendance_list(request: Request) -> Response:
    """For moderators: the list for signatures."""
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    return _file(
        papers.attendance_list(database(), by, replies.clean(request.path_params["slug"])), "anwesenheitsliste"
    )


def check(request: Request) -> Response:
    """Whether a number is good, and nothing else: neither whose it is nor for what. Wrong numbers are slowed down."""
    typed = replies.clean(request.query_params.get("nummer", ""))[:LONGEST_TYPED]
    verdict = _verdict(request, typed) if typed.strip() else None
    return replies.page(
        "certificate.html",
        headers=replies.PERSONAL,
        meta=Meta(HEADING, is_indexed=False),
        heading=HEADING,
        number=certificate_numbers.normalized(typed) or typed,
        verdict=verdict,
    )


def _verdict(request: Request, typed: str) -> bool:
    limits.require_room(limits.CERTIFICATES, request)
    is_good = certificates.is_good(database(), typed)
    if not is_good:
        limits.count(limits.CERTIFICATES, request)
    return is_good


def _file(made: Pdf, what: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.slug}_{what}.pdf"'}
    return Response(made.content, headers=replies.PERSONAL | headers, media_type="application/pdf")


ROUTES = [
    Route("/nachweis", check),
    Route("/bescheinigung/{token}.pdf", my_certificate),
    Route("/bescheinigungen/{slug}.pdf", all_certificates),
    Route("/anwesenheitsliste/{slug}.pdf", attendance_list),
]
