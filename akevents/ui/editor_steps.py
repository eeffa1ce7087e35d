"""What the editor does: check the fields, save them, publish, cancel, take a cancellation back."""

from dataclasses import dataclass

from akevents.domain import event_editor, event_form, event_life, text_check
from akevents.domain.event_change import EventChange
from akevents.domain.event_life import ChangePreview, EventStep
from akevents.domain.events import EventDetails
from akevents.errors import InvalidRequest, Problem
from akevents.store.tables import EventStatus
from akevents.ui.access import database
from akevents.ui.editor_memory import Editor, leave
from akevents.ui.saying import say_next_run
from akevents.wording import editor as words


@dataclass(frozen=True)
class Checked:
    """What the fields say at this moment. `after` is the event as it would be. With `problems` there is no `preview`, and
    where a day or a time names no instant there is no `change` either and `after` is what is stored."""

    after: EventDetails
    problems: tuple[Problem, ...] = ()
    change: EventChange | None = None
    preview: ChangePreview | None = None

    @property
    def contradictions(self) -> tuple[str, ...]:
        return text_check.contradictions(self.after)


def check(editor: Editor) -> Checked:
    """Ask the use cases what they think of the fields. Nothing is written."""
    try:
        change = event_form.change_of(editor.form, editor.shown)
    except InvalidRequest as error:
        return Checked(editor.event, _in_order(error.problems))
    after = event_form.applied(editor.shown, change)
    missing = event_life.missing_for_publication(after) if editor.asked == "publish" else ()
    questions = event_form.questions_of(editor.form)
    try:
        preview = event_editor.preview(database(), editor.moderator, editor.event.slug, change, questions)
    except InvalidRequest as error:
        return Checked(after, _in_order((*error.problems, *missing)), change)
    return Checked(after, _in_order(missing), change, preview)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Each once, in the order of the form."""
    order = list(words.FIELDS)
    places = [order.index(each.field) if each.field in order else order.index("questions") for each in problems]
    in_order = sorted(zip(places, range(len(problems)), problems, strict=True), key=lambda each: each[:2])
    return tuple(dict.fromkeys(problem for _, _, problem in in_order))


def store(editor: Editor, checked: Checked) -> EventStep:
    """Save what the fields say. Raises what the use case raises; then nothing is stored and nothing typed is lost."""
    assert checked.change is not None
    return event_editor.save(
        database(), editor.moderator, editor.event.slug, checked.change, event_form.questions_of(editor.form),
        expected_changed_at=editor.based_on,
    )  # fmt: skip


def save(editor: Editor, checked: Checked) -> None:
    """Save, say it and start over from what is stored."""
    step = store(editor, checked)
    leave(editor)
    say_next_run(" ".join(("Gespeichert.", *_consequences(step))))


def publish(editor: Editor, checked: Checked, despite: tuple[str, ...] = ()) -> None:
    """Save what was changed and show the event to everybody."""
    if editor.is_changed:
        store(editor, checked)
    leave(editor)
    step = event_life.publish(database(), editor.moderator, editor.event.slug, despite=despite)
    say_next_run(" ".join(("Veröffentlicht. Die Veranstaltung steht auf der Seite.", *_consequences(step))))


def cancel(editor: Editor, reason: str) -> None:
    step = event_life.cancel(database(), editor.moderator, editor.event.slug, reason)
    leave(editor)
    say_next_run(" ".join(("Die Veranstaltung ist abgesagt.", *_consequences(step))))


def undo_cancel(editor: Editor) -> None:
    step = event_life.undo_cancel(database(), editor.moderator, editor.event.slug)
    leave(editor)
    mails = "Die Absage ist zurückgenommen. Die Mails, die noch warteten, gehen nicht hinaus."
    say_next_run(" ".join((mails, *_consequences(step))))


def _consequences(step: EventStep) -> list[str]:
    said = []
    if step.told:
        said.append(f"{_people(step.told)} {'wird' if step.told == 1 else 'werden'} benachrichtigt.")
    if step.promoted:
        said.append(f"{_people(step.promoted)} {'rückt' if step.promoted == 1 else 'rücken'} nach.")
    return said


def _people(number: int) -> str:
    """At the beginning of a sentence."""
    said = words.people(number)
    return said[0].upper() + said[1:]


def is_draft(editor: Editor) -> bool:
    return editor.event.status == EventStatus.DRAFT
