"""QR codes that we draw are read again, also from a bad photograph; what is no picture is no trouble."""

import io

import pytest
import segno
from PIL import Image, ImageFilter

from akevents.formats.qr_codes import read_photograph, svg_address, svg_code

TEXT = "https://termine.example/check-in?event=smart-city&code=17-K7QF3M"


def picture(text: str = TEXT, scale: int = 6) -> Image.Image:
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=scale, border=4)
    return Image.open(drawn).convert("RGB")


def encoded(image: Image.Image, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def photograph(*, turned: float = 0, blur: float = 0, dim: bool = False) -> bytes:
    """A ticket held before a camera: small in the frame, askew, out of focus, in bad light."""
    scene = Image.new("RGB", (1280, 720), (120, 110, 100))
    ticket = picture().rotate(turned, expand=True, fillcolor=(120, 110, 100)).resize((420, 420))
    scene.paste(ticket, (500, 150))
    scene = scene.filter(ImageFilter.GaussianBlur(blur))
    return encoded(scene.point(lambda value: value // 3 + 10) if dim else scene)


@pytest.mark.parametrize(
    "photo",
    [
        encoded(picture(), "PNG"),
        encoded(picture(), "JPEG"),
        photograph(),
        photograph(turned=17),
        photograph(turned=180),
        photograph(blur=2),
        photograph(dim=True),
    ],
)
def test_code_is_read_from_a_photograph(photo: bytes) -> None:
    assert read_photograph(photo) == TEXT


@pytest.mark.parametrize(
    "photo",
    [
        b"",
        b"kein Bild",
        encoded(Image.new("RGB", (640, 480), (90, 90, 90))),
        encoded(picture(), "PNG")[:300],
        encoded(Image.new("1", (20_000, 20_000)), "PNG"),
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    ],
)
def test_what_holds_no_code_gives_nothing(photo: bytes) -> None:
    assert read_photograph(photo) is None


def test_drawing_has_a_name_and_no_size_of_its_own() -> None:
    drawn = svg_code(TEXT, "Ticket <17> & mehr")

    assert drawn.startswith('<svg role="img" viewBox="0 0 ')
    assert "<title>Ticket &lt;17&gt; &amp; mehr</title>" in drawn
    assert svg_address(TEXT).startswith("data:image/svg+xml")
