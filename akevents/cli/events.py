"""`akevents event`: what there is, and its way from draft to published or cancelled."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from akevents.cli.foundation import JSON_OPTION, example, opened
from akevents.cli.printing import print_facts, print_json, print_table, shown_instant

if TYPE_CHECKING:
    from akevents.domain.events import EventDetails


@click.group(epilog=example("akevents event list"))
def event() -> None:
    """Look at events, drafts included; publish and cancel them."""


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
def publish(slug: str) -> None:
    """Show a draft to everybody; refused while something is missing, nothing happens if it is published already."""
    with opened() as db:
        from akevents.domain import event_life, moderators

        event_life.publish(db, moderators.operator(), slug)
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
