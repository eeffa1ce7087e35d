"""/regie/SLUG: the running order on one sheet of paper, for moderators. No names but those of the evening itself."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents.domain import evening, moderators
from akevents.formats.evening_clock import MINUTE, laid_out
from akevents.store.tables import DiscussionStatus
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import replies
from akevents.web.replies import Meta
from akevents.wording import evening as words

QUESTIONS = 6  # the first ones; more do not fit on the sheet


def sheet(request: Request) -> Response:
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    shown = evening.get_direction(database(), by, replies.clean(request.path_params["slug"]))
    event, recording = shown.event, shown.recording
    questions = [each for each in shown.questions if each.status == DiscussionStatus.SHOWN]
    return replies.page(
        "direction.html",
        headers=replies.PERSONAL,
        meta=Meta(f"Regie: {event.title}", is_indexed=False),
        shown=shown,
        event=event,
        table=laid_out(shown.items, shown.frame, event.starts_at - MINUTE),  # paper does not move with the clock
        introduction=shown.introduction or shown.introduction_proposal,
        questions=questions[:QUESTIONS],
        more=max(0, len(questions) - QUESTIONS),
        notice=words.recorded(recording.purpose, recording.without_consent) if recording.is_on else words.NOT_RECORDED,
        checks=[("☑" if each.is_done else "☐", words.check(each.key, each.on)) for each in shown.checks],
    )


ROUTES = [Route("/regie/{slug}", sheet)]
