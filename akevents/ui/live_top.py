"""What a live screen shows within a second of a change, before its charts follow: the figures, and who came last."""

from collections.abc import Callable
from contextlib import suppress

from streamlit.delta_generator import DeltaGenerator

from akevents.domain.moderators import Moderator
from akevents.domain.statistics import LiveFigures
from akevents.errors import DatabaseBusy
from akevents.ui.live_arrivals import announcement, arrivals
from akevents.ui.live_gate import Seen, figures_at
from akevents.ui.live_parts import figure_row


def newest(
    moderator: Moderator,
    figures: LiveFigures,
    seen: Seen,
    figures_place: DeltaGenerator,
    arrivals_place: DeltaGenerator,
) -> Callable[[Seen], None]:
    """For watch(): draws both into their places, each time as they are then; as they were if the database is busy."""
    shown, shown_at = figures, seen

    def draw(seen: Seen) -> None:
        nonlocal shown, shown_at
        if seen != shown_at:
            with suppress(DatabaseBusy):
                shown, shown_at = figures_at(moderator, shown.event, seen), seen
        with figures_place:
            figure_row(shown)
        with arrivals_place:
            announcement(shown)
            arrivals(shown)

    return draw
