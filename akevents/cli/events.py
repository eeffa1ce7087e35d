"""`akevents event`: what there is, how it is made of an announcement, and its way from draft to published or cancelled."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from akevents.cli.announcement import finding_lines, text_of, today
from akevents.cli.foundation import JSON_OPTION, Refused, example, opened, sentence_for
from akevents.cli.printing import harmless, print_facts, print_json, print_table, shown_instant
from akevents.errors import AkeventsError, UnknownWorkingGroup

if TYPE_CHECKING:
    from akevents.domain.events import EventDetails
    from akevents.domain.working_groups import Group
    from akevents.formats.announcements import Announcement
    from akevents.store.database import Database


@click.group(epilog=example("akevents event list"))
def event() -> None:
    """Look at events, drafts included; create, publish and cancel them."""


@event.command("list", epilog=example("akevents event list --json"))
@JSON_OPTION
def list_all(*, as_json: bool) -> None:
    """All events, soonest first."""
    with opened() as db:
        from akevents.domain import events, moderators

        found = events.list_moderated_events(db, moderators.operator())
    if as_json:
        print_json([facts_of(each) for each in found])
    else:
        print_table(("SLUG", "STARTS", "STATE", "PLACES", "TITLE"), [_line(each) for each in found])


@event.command(epilog=example("akevents event show smart-city"))
@click.argument("slug")
@JSON_OPTION
def show(slug: str, *, as_json: bool) -> None:
    """One event, by the name in its address (SLUG)."""
    with opened() as db:
        from akevents.domain import events, moderators

        found = events.get_moderated_event(db, moderators.operator(), slug)
    if as_json:
        print_json(facts_of(found))
    else:
        print_facts(_shown(found))


@event.command(epilog=example("akevents event publish smart-city"))
@click.argument("slug")
@click.option("--despite-contradictions", is_flag=True, help="Although its text says something else than its fields.")
def publish(slug: str, *, despite_contradictions: bool) -> None:
    """Show a draft to everybody; refused while something is missing, nothing happens if it is published already."""
    with opened() as db:
        _publish(db, slug, despite_contradictions=despite_contradictions)
    click.echo(f"{slug} is published: {_address(slug)}")


@event.command(epilog=example('akevents event cancel smart-city --reason "The speaker is ill."'))
@click.argument("slug")
@click.option("--reason", required=True, help="Stands on the event's page and in the mail to everybody registered.")
def cancel(slug: str, *, reason: str) -> None:
    """Call a published event off; registrations are kept. Nothing happens if it is cancelled already."""
    with opened() as db:
        from akevents.domain import event_life, moderators

        step = event_life.cancel(db, moderators.operator(), slug, reason)
    click.echo(f"{slug} is cancelled. Mails queued: {step.told}")


@event.command(epilog=example("akevents event create --announcement announcement.txt"))
@click.option(
    "--announcement",
    "file",
    required=True,
    metavar="FILE",
    help='The text of the announcement, or the saved page of an event ("-" is standard input).',
)
@click.option("--group", help="Slug of the working group; needed if there are several.")
@click.option("--title", help="Needed if the text has no title and suggests none.")
@click.option(
    "--reference-date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Read as if on this day (YYYY-MM-DD): a date without a year is the next one from then on. Today, if left out.",
)
@click.option(
    "--despite-contradictions", is_flag=True, help="Take the reader's proposals where the text contradicts itself."
)
@click.option(
    "--publish", is_flag=True, help="Show it to everybody at once; it stays a draft while something is missing."
)
@JSON_OPTION
def create(
    *,
    file: str,
    group: str | None,
    title: str | None,
    reference_date: datetime | None,
    despite_contradictions: bool,
    publish: bool,
    as_json: bool,
) -> None:
    """Make a draft of an announcement; a repeat finds the first one. Refused while the text contradicts itself."""
    from akevents.formats.announcements import read
    from akevents.formats.page_text import as_text

    text = as_text(text_of(file)).strip("\n")
    day = reference_date.date() if reference_date else today()
    found = read(text, day)
    if found.has_errors() and not despite_contradictions:
        raise Refused(_contradictions(found))
    with opened() as db:
        created = _create(db, found, text, group, title)
        if publish:
            _publish_created(db, created.slug, despite_contradictions=despite_contradictions)
    if as_json:
        print_json(facts_of(created) | {"findings": found.as_json()["findings"]})
    else:
        click.echo(created.slug)
        for line in finding_lines(found, day):
            click.echo(line)


def _publish(db: "Database", slug: str, *, despite_contradictions: bool) -> None:
    from akevents.domain import event_life, events, moderators, text_check

    by = moderators.operator()
    despite: tuple[str, ...] = ()
    if despite_contradictions:
        despite = text_check.contradictions(events.get_moderated_event(db, by, slug))
    event_life.publish(db, by, slug, despite=despite)


def _publish_created(db: "Database", slug: str, *, despite_contradictions: bool) -> None:
    """What was created stays, as a draft, if it cannot be published."""
    try:
        _publish(db, slug, despite_contradictions=despite_contradictions)
    except AkeventsError as error:
        raise Refused(f"{slug} is a draft and cannot be published: {sentence_for(error)}") from error


def _contradictions(found: "Announcement") -> str:
    """One sentence."""
    named = [
        f"{each.code.replace('_', ' ')} ({' / '.join(harmless(place.text) for place in each.evidence)})"
        for each in found.findings
        if each.severity == "error"
    ]
    return f"The announcement contradicts itself: {', '.join(named)}; correct it or use --despite-contradictions."


def _create(db: "Database", found: "Announcement", text: str, group: str | None, title: str | None) -> "EventDetails":
    from dataclasses import replace

    from akevents.domain import event_from_announcement as drafting
    from akevents.domain import events, moderators

    by = moderators.operator()
    form = replace(drafting.facts_from(found, text), title=title or drafting.proposed_title(found))
    slug = drafting.create_from_announcement(db, by, _group_id(drafting.groups_of(db, by), group), text, form)
    return events.get_moderated_event(db, by, slug)


def _group_id(groups: "tuple[Group, ...]", slug: str | None) -> int:
    """The group that was named, else the only one there is."""
    if slug is None and len(groups) == 1:
        return groups[0].id
    for each in groups:
        if each.slug == slug:
            return each.id
    if slug is not None:
        raise UnknownWorkingGroup(slug)
    names = ", ".join(each.slug for each in groups)
    raise Refused(f"Name the working group by --group: {names}." if groups else "There is no working group yet.")


def _address(slug: str) -> str:
    from akevents import settings

    return f"{settings.current().base_url}/e/{slug}"


def facts_of(event: "EventDetails") -> dict[str, Any]:
    """Everything stored about an event, and what follows from it."""
    return asdict(event) | {
        "places_left": event.places_left,
        "closes_at": event.closes_at,
        "deleted_on": event.deleted_on,
    }


def _line(event: "EventDetails") -> tuple[object, ...]:
    return (event.slug, shown_instant(event.starts_at, event.timezone), event.state, _places(event), event.title)


def _places(event: "EventDetails") -> str:
    taken = f"{event.places_taken} of {'unlimited' if event.capacity is None else event.capacity}"
    return f"{taken}, {event.waiting} waiting" if event.waiting else taken


def _shown(event: "EventDetails") -> dict[str, Any]:
    return {
        "Title": event.title,
        "Working group": event.working_group,
        "State": event.state,
        "Starts": shown_instant(event.starts_at, event.timezone),
        "Ends": shown_instant(event.ends_at, event.timezone),
        "Location": event.location,
        "Registration opens": shown_instant(event.registration_opens_at, event.timezone),
        "Registration closes": shown_instant(event.closes_at, event.timezone),
        "Places taken": _places(event),
        "Data deleted on": event.deleted_on,
        "Summary": event.summary,
        "Text": event.text or None,
    }
