"""Reading a German announcement: text in; fields, the passages they came from, and what does not fit together, out."""

from akevents.formats.announcements.findings import SEVERITIES
from akevents.formats.announcements.model import Announcement, Evidence, Finding, Proposal, Severity
from akevents.formats.announcements.reader import read

__all__ = ["SEVERITIES", "Announcement", "Evidence", "Finding", "Proposal", "Severity", "read"]
