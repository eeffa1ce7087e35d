"""`akevents registration`: add someone by hand, see who is registered."""

from typing import TYPE_CHECKING, Any

import click

from akevents.cli.foundation import JSON_OPTION, example, opened
from akevents.cli.printing import print_facts, print_json, print_table, shown_instant

if TYPE_CHECKING:
    from akevents.domain.registrations import RegistrationReceipt

STATUSES = ("pending", "requested", "confirmed", "waitlisted", "cancelled")


@click.group(epilog=example("akevents registration list smart-city"))
def registration() -> None:
    """Add and list registrations."""


ADD_EXAMPLE = (
    "akevents registration add smart-city --first-name Anna --last-name Beispiel "
    '--email anna@example.org --institution "Stadt Köln"'
)


@registration.command(epilog=example(ADD_EXAMPLE))
@click.argument("slug")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--email", required=True)
@click.option("--institution", required=True, help="Town, district or company the person comes from.")
@click.option("--function", default="", help="What the person does there.")
@click.option("--topic", default="", help="What the person wants to discuss.")
@click.option("--member/--no-member", "is_member", default=None, help="Member of the association; else no answer.")
@click.option("--even-if-full", is_flag=True, help="Give a place beyond the capacity.")
@JSON_OPTION
def add(slug: str, *, even_if_full: bool, as_json: bool, **typed: Any) -> None:
    """Register one person for an event, after the deadline too.

    The person gets the usual mail and, where no place is left, a place on the waiting list."""
    with opened() as db:
        from akevents.domain import events, moderators, participants, tokens
        from akevents.domain.registration_form import RegistrationRequest

        by = moderators.operator()
        event_id = events.get_moderated_event(db, by, slug).id
        request = RegistrationRequest(event_id=event_id, submission_id=tokens.fresh(), **typed)
        receipt = participants.add_participant(db, by, request, even_if_full=even_if_full)
    (print_json if as_json else _print_receipt)(_receipt_facts(receipt))


def _receipt_facts(receipt: "RegistrationReceipt") -> dict[str, Any]:
    from akevents import settings

    return {
        "number": receipt.number,
        "status": receipt.status,
        "registered_at": receipt.registered_at,
        "personal_link": f"{settings.current().base_url}/meine-anmeldung?token={receipt.manage_token}",
    }


def _print_receipt(facts: dict[str, Any]) -> None:
    print_facts({"Number": facts["number"], "Status": facts["status"], "Personal link": facts["personal_link"]})


@registration.command("list", epilog=example("akevents registration list smart-city --status waitlisted"))
@click.argument("slug")
@click.option("--status", type=click.Choice(STATUSES), help="Only registrations of this status.")
@JSON_OPTION
def list_all(slug: str, *, status: str | None, as_json: bool) -> None:
    """Everyone registered for an event, by number; the protocol notes that the list was taken."""
    with opened() as db:
        from akevents.domain import exports, moderators
        from akevents.formats.columns import CHECK, COLUMNS

        event, rows, _ = exports.export_rows(db, moderators.operator(), slug, "moderation")
    keys = [column.key for column in COLUMNS if "moderation" in column.profiles and column.key != CHECK]
    people = [{key: row[key] for key in keys} for row in rows if status in (None, row["status"])]
    if as_json:
        print_json(people)
    else:
        lines = [_line(person, event.timezone) for person in people]
        print_table(("NR", "NAME", "INSTITUTION", "E-MAIL", "STATUS", "REGISTERED"), lines)


def _line(person: dict[str, Any], timezone: str) -> tuple[object, ...]:
    name = f"{person['last_name']}, {person['first_name']}"
    at = shown_instant(person["registered_at"], timezone)
    return (person["number"], name, person["institution"], person["email"], person["status"], at)
