"""What pages are made of. Pages say `ui.…`; where a part lives is this room's own business."""

from akevents import __version__ as VERSION  # noqa: N812 - a constant on the pages
from akevents.ui import charts
from akevents.ui.access import (
    chosen_check_in_event,
    chosen_event,
    chosen_moderated_event,
    current_moderator,
    database,
    require_helper,
    require_moderator,
)
from akevents.ui.administration_parts import (
    administration_dialog,
    group_list,
    one_time_link,
    open_administration_dialog,
    people_list,
    protocol_number,
    protocol_table,
)
from akevents.ui.aftermath_parts import (
    attendance_list,
    certificates_section,
    deletion_section,
    feedback_section,
    next_session_section,
    not_over_yet,
    thanks,
)
from akevents.ui.announcement_parts import found_problems, kept_notice, paste_form, summary_line, your_text
from akevents.ui.check_in_parts import door_facts, door_list, door_page, door_search, doors, head_count, other_doors
from akevents.ui.choices import choice
from akevents.ui.curve_chart import over_time
from akevents.ui.direction_clock import running_clock
from akevents.ui.direction_parts import (
    checklist,
    evening_questions,
    heads,
    introduction_form,
    order_form,
    recording_notice,
)
from akevents.ui.discussion_moderator import (
    add_question_form,
    discussion_notice,
    done_questions,
    open_questions,
    order_button,
    topics_to_adopt,
    waiting_questions,
)
from akevents.ui.discussion_parts import (
    current_question,
    my_discussion_or_end,
    my_questions,
    question_form,
    question_list,
    questions_link,
    top_questions,
)
from akevents.ui.duplicate_parts import duplicate_hints, duplicates_dialog, is_comparing, participant_notes
from akevents.ui.editor_dialogs import cancelled_notice
from akevents.ui.editor_findings import text_findings
from akevents.ui.editor_memory import open_editor
from akevents.ui.editor_parts import editor_end, editor_head, next_step, shown_problems
from akevents.ui.editor_questions import questions
from akevents.ui.editor_review import found_draft
from akevents.ui.editor_sections import afterwards, registration, what_it_is_about, when_and_where
from akevents.ui.editor_steps import check as check_fields
from akevents.ui.event_parts import (
    calendar_and_share,
    closed_notice,
    deletion_notice,
    event_text,
    facts_block,
    form_words,
    shows_form,
)
from akevents.ui.export_parts import export_button, export_dialog, is_exporting, last_export_note
from akevents.ui.feedback_parts import feedback_form
from akevents.ui.import_dialog import import_dialog, is_importing, more_menu
from akevents.ui.late_request_parts import late_request_decision, late_request_facts, open_requests
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
from akevents.ui.links import same_tab_link
from akevents.ui.live_arrivals import waiting_list
from akevents.ui.live_gate import live_figures, past_evenings, seen_now, watch, watch_door, watch_link, watch_mine
from akevents.ui.live_menu import export_link, live_menu
from akevents.ui.live_outlook import outlook, since_last_look
from akevents.ui.live_parts import municipalities_table, states_table
from akevents.ui.live_top import newest
from akevents.ui.map_chart import states_map
from akevents.ui.message_outbox import outbox
from akevents.ui.message_progress import messages_under_way, messages_written
from akevents.ui.message_texts import texts
from akevents.ui.message_writing import message_form
from akevents.ui.my_certificate import my_certificate
from akevents.ui.my_link import lost_link, my_link, my_registration_or_end
from akevents.ui.my_parts import STATUS_OF_MINE, fellows, materials, my_details, next_for_me
from akevents.ui.my_steps import colleague_form, leaving, my_consents
from akevents.ui.new_event_fields import NewEventFields, chosen_group
from akevents.ui.new_event_memory import back_to_text, form_of, open_new_event, reading_of
from akevents.ui.new_event_memory import forget as forget_new_event
from akevents.ui.next_session_parts import (
    clash_list,
    copied_words,
    go_to_draft,
    next_session_link,
    planned_session,
    proposal_words,
    refuse_dates,
    series_button,
    series_days,
    series_list,
    session_fields,
)
from akevents.ui.page_list import page
from akevents.ui.participant_parts import (
    SORT_WORDS,
    add_dialog,
    is_adding,
    no_show_note,
    open_add_dialog,
    page_number,
    page_switch,
    participant_panel,
    participants_table,
)
from akevents.ui.places_dialog import is_placing, places_button, places_dialog
from akevents.ui.projector_parts import (
    large,
    projector_address,
    projector_figures,
    projector_link,
    projector_map,
    projector_questions,
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
from akevents.ui.saying import said, say_next_run
from akevents.ui.speaker_parts import (
    is_sharing,
    speaker_figures,
    speaker_link_dialog,
    speaker_notice,
    speaker_origins,
    speaker_topics,
)
from akevents.ui.ticket_parts import my_ticket
from akevents.ui.ticket_reading import ticket_check
from akevents.wording import sentence, state_sentence

__all__ = [
    "EVENT_WIDTH",
    "LIST_WIDTH",
    "PERSONAL_WIDTH",
    "PRIVACY_VERSION",
    "SORT_WORDS",
    "STATUS_OF_MINE",
    "VERSION",
    "NewEventFields",
    "RegistrationFields",
    "add_dialog",
    "add_question_form",
    "administration_dialog",
    "afterwards",
    "as_of_notice",
    "attendance_list",
    "back_to_events",
    "back_to_text",
    "calendar_and_share",
    "cancelled_notice",
    "certificates_section",
    "charts",
    "check_fields",
    "checklist",
    "choice",
    "chosen_check_in_event",
    "chosen_event",
    "chosen_group",
    "chosen_moderated_event",
    "clash_list",
    "closed_notice",
    "colleague_form",
    "controller",
    "copied_words",
    "corrected_submission",
    "current_moderator",
    "current_question",
    "database",
    "deletion_notice",
    "deletion_section",
    "discussion_notice",
    "done_questions",
    "door_facts",
    "door_list",
    "door_page",
    "door_search",
    "doors",
    "duplicate_hints",
    "duplicates_dialog",
    "editor_end",
    "editor_head",
    "end_page",
    "evening_questions",
    "event_text",
    "explain_errors",
    "export_button",
    "export_dialog",
    "export_link",
    "facts_block",
    "feedback_form",
    "feedback_section",
    "fellows",
    "forget_new_event",
    "forget_receipt",
    "form_of",
    "form_words",
    "found_draft",
    "found_problems",
    "go_to_draft",
    "group_list",
    "head_count",
    "heads",
    "import_dialog",
    "introduction_form",
    "is_adding",
    "is_comparing",
    "is_exporting",
    "is_importing",
    "is_placing",
    "is_sharing",
    "keep_receipt",
    "kept_notice",
    "kept_receipt",
    "large",
    "last_export_note",
    "late_request_decision",
    "late_request_facts",
    "leaving",
    "live_figures",
    "live_menu",
    "lost_link",
    "materials",
    "message_form",
    "messages_under_way",
    "messages_written",
    "more_menu",
    "municipalities_table",
    "my_certificate",
    "my_consents",
    "my_details",
    "my_discussion_or_end",
    "my_link",
    "my_questions",
    "my_registration_or_end",
    "my_ticket",
    "newest",
    "next_for_me",
    "next_session_link",
    "next_session_section",
    "next_step",
    "no_show_note",
    "not_over_yet",
    "one_time_link",
    "open_add_dialog",
    "open_administration_dialog",
    "open_editor",
    "open_new_event",
    "open_questions",
    "open_requests",
    "order_button",
    "order_form",
    "other_doors",
    "outbox",
    "outlook",
    "over_time",
    "page",
    "page_number",
    "page_switch",
    "participant_notes",
    "participant_panel",
    "participants_table",
    "past_evenings",
    "paste_form",
    "people_list",
    "places_button",
    "places_dialog",
    "planned_session",
    "privacy_notice",
    "privacy_sections",
    "projector_address",
    "projector_figures",
    "projector_link",
    "projector_map",
    "projector_questions",
    "proposal_words",
    "protocol_number",
    "protocol_table",
    "public_page",
    "question_form",
    "question_list",
    "questions",
    "questions_link",
    "reading_of",
    "recording_notice",
    "refuse_dates",
    "registration",
    "registration_badge",
    "require_helper",
    "require_moderator",
    "running_clock",
    "said",
    "same_tab_link",
    "say_next_run",
    "seen_now",
    "sentence",
    "series_button",
    "series_days",
    "series_list",
    "session_fields",
    "show_receipt",
    "shown_problems",
    "shows_form",
    "since_last_look",
    "small",
    "speaker_figures",
    "speaker_link_dialog",
    "speaker_notice",
    "speaker_origins",
    "speaker_topics",
    "state_badge",
    "state_sentence",
    "states_map",
    "states_table",
    "submission_id",
    "summary_line",
    "text_findings",
    "texts",
    "thanks",
    "ticket_check",
    "title",
    "top_questions",
    "topics_to_adopt",
    "typed_before",
    "waiting_list",
    "waiting_questions",
    "watch",
    "watch_door",
    "watch_link",
    "watch_mine",
    "what_it_is_about",
    "when_and_where",
    "your_text",
]
