"""The public API's promise as OpenAPI 3.1, written by hand; a test holds the real answers against it."""

from typing import Any

from akevents import __version__
from akevents.domain.event_state import EventState
from akevents.store.tables import EventFormat, EventStatus

Schema = dict[str, Any]


def _text(meaning: str = "", *, nullable: bool = False) -> Schema:
    kind: Schema = {"type": ["string", "null"] if nullable else "string"}
    return kind | {"description": meaning} if meaning else kind


def _instant(meaning: str, *, nullable: bool = False) -> Schema:
    words = f"{meaning} ISO 8601 with the offset of the event's zone."
    return _text(words, nullable=nullable) | {"format": "date-time"}


def _count(meaning: str) -> Schema:
    return {"type": ["integer", "null"], "minimum": 0, "description": meaning}


def _object(**properties: Schema) -> Schema:
    """Every property is always there; null says that there is no value."""
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


EVENT = _object(
    slug=_text("Identifies the event in addresses; never changes."),
    title=_text(),
    kind=_text("One word or two, such as Erfahrungsaustausch.", nullable=True),
    summary=_text(nullable=True),
    text_markdown=_text("As the moderator wrote it."),
    text_html=_text("The same, sanitised."),
    status={"type": "string", "enum": [each.value for each in EventStatus if each != EventStatus.DRAFT]},
    state={
        "type": "string",
        "enum": [each.value for each in EventState if each != EventState.DRAFT],
        "description": "What a visitor meets now; follows from status, clock and places.",
    },
    state_sentence=_text("The same as a German sentence."),
    cancellation_reason=_text(nullable=True),
    starts_at=_instant("Begin."),
    ends_at=_instant("End."),
    timezone=_text("IANA name of the zone in which times are shown."),
    format={"type": "string", "enum": [each.value for each in EventFormat]},
    location=_text("Name of the place; never the joining link."),
    address=_text(nullable=True),
    working_group=_object(slug=_text(), name=_text()),
    categories={"type": "array", "items": {"type": "string"}},
    moderation=_text("Name of the moderator as shown.", nullable=True),
    speakers={"type": "array", "items": _object(name=_text(), institution=_text())},
    registration=_object(
        is_open={"type": "boolean", "description": "True while people can register or join the waiting list."},
        opens_at=_instant("null: as soon as the event is published.", nullable=True),
        closes_at=_instant("From then on nobody can register."),
        has_waiting_list={"type": "boolean"},
        capacity=_count("null: unlimited, or not shown."),
        places_left=_count("null: unlimited, or not shown."),
        url=_text("Address of the registration form."),
    ),
    changed_at=_instant("Last visible change."),
    url=_text("Public page to link to."),
    calendar_url=_text("iCalendar file."),
)
ERROR = _object(error=_text("A code for programs."), message=_text("A German sentence for people."))


def _answer(meaning: str, schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": meaning, "content": content}


def _query(name: str, meaning: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": schema}


_UNCHANGED = {"description": "Not changed since the ETag in If-None-Match."}
_LIST = {
    "operationId": "listEvents",
    "summary": "Published and cancelled events",
    "description": "Upcoming ones soonest first; the archive latest first.",
    "parameters": [
        _query("archive", "true: past events instead of upcoming ones.", {"type": "boolean", "default": False}),
        _query("group", "Slug of one working group.", {"type": "string"}),
    ],
    "responses": {
        "200": _answer("The events.", "EventList"),
        "304": _UNCHANGED,
        "404": _answer("There is no such group.", "Error"),
        "422": _answer("archive is neither true nor false.", "Error"),
    },
}
_ONE = {
    "operationId": "getEvent",
    "summary": "One event",
    "parameters": [{"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}],
    "responses": {
        "200": _answer("The event.", "Event"),
        "304": _UNCHANGED,
        "404": _answer("There is no such event, or it is not published.", "Error"),
    },
}


def document(base_url: str) -> Schema:
    """The whole description, for the server at this address."""
    listed = _object(events={"type": "array", "items": {"$ref": "#/components/schemas/Event"}})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "akevents",
            "version": __version__,
            "description": "Public events. Read only, no key needed, nothing about people who registered.",
        },
        "servers": [{"url": f"{base_url}/api/v1"}],
        "paths": {"/events": {"get": _LIST}, "/events/{slug}": {"get": _ONE}},
        "components": {"schemas": {"Event": EVENT, "EventList": listed, "Error": ERROR}},
    }
