"""/regie/SLUG: the running order on one sheet of paper, for moderators. No names but those of the evening itself."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from akevents import clock
from akevents.domain import evening, moderators
from akevents.formats.running_order import laid_out
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web import replies
from akevents.web.replies import Meta
from akevents.wording import evening as words


def sheet(request: Request) -> Response:
    by = moderators.get_signed_in(database(), request.cookies.get(SESSION_COOKIE))
    shown = evening.get_direction(database(), by, replies.clean(request.path_params["slug"]))
    event, recording = shown.event, shown.recording
    before = min(clock.utc_now(), event.starts_at)  # paper does not move with the clock
    return replies.page(
        "direction.html",
        headers=replies.PERSONAL,
        meta=Meta(f"Regie: {event.title}", is_indexed=False),
        shown=shown,
        event=event,
        table=laid_out(shown.items, event.starts_at, event.ends_at, before),
        notice=words.recorded(recording.purpose, recording.without_consent) if recording.is_on else words.NOT_RECORDED,
        checks=[words.CHECKS[each.key] for each in shown.checks],
    )


ROUTES = [Route("/regie/{slug}", sheet)]
