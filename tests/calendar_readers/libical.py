"""libical's own idea of what a PUBLISH and a CANCEL may hold (RFC 5546), through ctypes."""

import ctypes
import ctypes.util
import os

import pytest


def load() -> ctypes.CDLL:
    """The library. Skips the test where it is missing; in CI that is a failure."""
    path = ctypes.util.find_library("ical")
    if path is None and not os.environ.get("CI"):
        pytest.skip("libical is not installed")
    assert path is not None, "libical is not installed"
    library = ctypes.CDLL(path)
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalparser_parse_string.restype = ctypes.c_void_p
    for function in (library.icalrestriction_check, library.icalcomponent_count_errors, library.icalcomponent_free):
        function.argtypes = [ctypes.c_void_p]
    return library


def is_accepted(library: ctypes.CDLL, payload: bytes) -> bool:
    """Whether it reads the file without an error and finds every restriction kept."""
    component = library.icalparser_parse_string(payload)
    try:
        is_allowed = library.icalrestriction_check(component) == 1
        return bool(is_allowed and library.icalcomponent_count_errors(component) == 0)
    finally:
        library.icalcomponent_free(component)
