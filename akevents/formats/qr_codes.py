"""QR codes, drawn for tickets and read from photographs."""

import io

import segno
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_SIDE = 1600  # pixels that are looked at; what is too small in them was too far from the camera
MOST_PIXELS = 40_000_000  # of a photograph; more is no telephone's picture but a trap for our memory


def svg_code(text: str, title: str) -> str:
    """The text as an SVG to stand inside a page; black on white in both themes, as readers expect it."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", title=title, svgclass=None, lineclass=None
    )
    return drawn.replace("<svg ", '<svg role="img" ', 1)


def svg_address(text: str) -> str:
    """The same as the address of a picture."""
    drawn: str = segno.make_qr(text, error="m").svg_data_uri(border=4, omitsize=True, dark="#000", light="#fff")
    return drawn


def read_photograph(photograph: bytes) -> str | None:
    """The text of the QR code on a photograph; None where there is none, or what came is no picture."""
    try:
        with Image.open(io.BytesIO(photograph)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.draft("L", (LARGEST_SIDE, LARGEST_SIDE))
            picture = ImageOps.exif_transpose(opened).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(picture, formats=kinds, text_mode=zxingcpp.TextMode.Plain)
    return next((each.text for each in found if each.text), None)
