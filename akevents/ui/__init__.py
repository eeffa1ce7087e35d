"""What pages are made of. Pages say `ui.…`; where a part lives is this room's own business."""

from akevents import __version__ as VERSION  # noqa: N812 - a constant on the pages
from akevents.ui import charts
from akevents.ui.access import (
    chosen_event,
    chosen_moderated_event,
    current_moderator,
    database,
    require_moderator,
)
from akevents.ui.choices import choice
from akevents.ui.event_parts import (
    calendar_and_share,
    closed_notice,
    deletion_notice,
    event_text,
    facts_block,
    form_words,
    shows_form,
)
from akevents.ui.layout import (
    EVENT_WIDTH,
    LIST_WIDTH,
    PERSONAL_WIDTH,
    as_of_notice,
    back_to_events,
    end_page,
    explain_errors,
    public_page,
    registration_badge,
    small,
    state_badge,
    title,
)
from akevents.ui.legal_parts import PRIVACY_VERSION, controller, privacy_notice, privacy_sections
from akevents.ui.live_gate import live_figures, seen_now, watch
from akevents.ui.live_parts import arrivals, export_link, figure_row, public_page_link, states_table, waiting_list
from akevents.ui.my_parts import STATUS_OF_MINE, my_details, next_for_me, said, say_next_run
from akevents.ui.page_list import page
from akevents.ui.participant_parts import (
    SORT_WORDS,
    add_dialog,
    is_adding,
    open_add_dialog,
    page_number,
    page_switch,
    participant_panel,
    participants_table,
)
from akevents.ui.receipt import (
    corrected_submission,
    forget_receipt,
    keep_receipt,
    kept_receipt,
    show_receipt,
    submission_id,
    typed_before,
)
from akevents.ui.registration_fields import RegistrationFields
from akevents.wording import sentence, state_sentence

__all__ = [
    "EVENT_WIDTH",
    "LIST_WIDTH",
    "PERSONAL_WIDTH",
    "PRIVACY_VERSION",
    "SORT_WORDS",
    "STATUS_OF_MINE",
    "VERSION",
    "RegistrationFields",
    "add_dialog",
    "arrivals",
    "as_of_notice",
    "back_to_events",
    "calendar_and_share",
    "charts",
    "choice",
    "chosen_event",
    "chosen_moderated_event",
    "closed_notice",
    "controller",
    "corrected_submission",
    "current_moderator",
    "database",
    "deletion_notice",
    "end_page",
    "event_text",
    "explain_errors",
    "export_link",
    "facts_block",
    "figure_row",
    "forget_receipt",
    "form_words",
    "is_adding",
    "keep_receipt",
    "kept_receipt",
    "live_figures",
    "my_details",
    "next_for_me",
    "open_add_dialog",
    "page",
    "page_number",
    "page_switch",
    "participant_panel",
    "participants_table",
    "privacy_notice",
    "privacy_sections",
    "public_page",
    "public_page_link",
    "registration_badge",
    "require_moderator",
    "said",
    "say_next_run",
    "seen_now",
    "sentence",
    "show_receipt",
    "shows_form",
    "small",
    "state_badge",
    "state_sentence",
    "states_table",
    "submission_id",
    "title",
    "typed_before",
    "waiting_list",
    "watch",
]  # fmt: skip
