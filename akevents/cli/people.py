"""`akevents moderator`: who may sign in."""

import click

from akevents.cli.foundation import JSON_OPTION, example, opened, sign_in_address
from akevents.cli.printing import print_json, print_table


@click.group(epilog=example("akevents moderator link mona@example.org"))
def moderator() -> None:
    """Let people sign in."""


@moderator.command(epilog=example("akevents moderator add mona@example.org --name Mona --group wirtschaftsfoerderung"))
@click.argument("email")
@click.option("--name", required=True, help="As other moderators and Excel files show it.")
@click.option("--group", "groups", multiple=True, metavar="SLUG", help="Working group to moderate; may be repeated.")
@click.option("--new-group", nargs=2, metavar="SLUG NAME", help="The same, making the group if there is none.")
@click.option("--admin", is_flag=True, help="May do everything everywhere.")
def add(email: str, name: str, groups: tuple[str, ...], new_group: tuple[str, str] | None, *, admin: bool) -> None:
    """Let a person moderate working groups; prints the link with which they set a password.

    Somebody who is known already gains the groups; name and rights stay."""
    with opened() as db:
        from akevents.domain import moderators
        from akevents.domain.email_addresses import normalized_email

        normalized_email(email)  # refuses a wrong address before a group is made for it
        if new_group:
            moderators.add_working_group(db, *new_group)
            groups = (*groups, new_group[0])
        token = moderators.add_moderator(db, email, name, groups, is_administrator=admin)
        lacks_rights = admin and not moderators.get_moderator(db, email).is_administrator
    if lacks_rights:
        click.echo(f"{email} was known already and did not become an administrator.", err=True)
    click.echo(sign_in_address(token))


@moderator.command(epilog=example("akevents moderator link mona@example.org"))
@click.argument("email")
def link(email: str) -> None:
    """A new one-time link for someone who forgot the password; it is good for two days."""
    with opened() as db:
        from akevents.domain import moderators

        token = moderators.new_sign_in_link(db, email)
    click.echo(sign_in_address(token))


@moderator.command("list", epilog=example("akevents moderator list --json"))
@JSON_OPTION
def list_all(*, as_json: bool) -> None:
    """Everyone who may sign in, by name."""
    with opened() as db:
        from akevents.domain import moderators

        people = moderators.list_moderators(db)
        waiting = set(moderators.without_password(db))
    facts = [
        {
            "email": each.email,
            "name": each.name,
            "is_administrator": each.is_administrator,
            "groups": list(each.groups),
            "has_password": each.email not in waiting,
        }
        for each in people
    ]
    if as_json:
        print_json(facts)
    else:
        print_table(("E-MAIL", "NAME", "GROUPS", "NOTES"), [_line(each) for each in facts])


def _line(person: dict[str, object]) -> tuple[object, ...]:
    groups = person["groups"]
    assert isinstance(groups, list)
    notes = ["administrator"] * bool(person["is_administrator"]) + ["no password yet"] * (not person["has_password"])
    return (person["email"], person["name"], ", ".join(groups), ", ".join(notes))
