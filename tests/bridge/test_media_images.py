"""What is kept as a picture: by its bytes, and within limits."""

import contextlib
import io
import struct

import hypothesis
import pytest
from hypothesis import strategies as st
from PIL import Image

from bridge.media.images import LARGEST, ImageError, image_of


def encoded(kind, mode="RGB", size=(321, 123), **how):
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **how)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (encoded("PNG"), "png"),
        (encoded("PNG", "P"), "png"),
        (encoded("JPEG"), "jpg"),
        (encoded("JPEG", "L", progressive=True), "jpg"),
        (encoded("GIF"), "gif"),
        (encoded("WEBP"), "webp"),
        (encoded("WEBP", "RGBA"), "webp"),
        (encoded("WEBP", lossless=True), "webp"),
    ],
)
def test_pictures_are_known_by_their_first_bytes(data, suffix):
    """What a server calls them is no proof."""
    image = image_of(data)

    assert (image.suffix, image.width, image.height) == (suffix, 321, 123)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no PNG, JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no PNG"),
        (b"<!doctype html>", "no PNG"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----", "no PNG"),
        (encoded("BMP"), "no PNG"),
        (encoded("PNG")[:20], "cut off"),
        (encoded("JPEG")[:20], "cut off"),
        (b"\xff\xd8\xff\xe0\x00\x00\x00\x00\x00", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8?", "of a kind"),
        (encoded("PNG") + b"\x00" * LARGEST, "larger than 8 MiB"),
    ],
)
def test_what_is_no_picture_is_not_kept(data, said):
    """A page with a script, a key of ours and a film all come under the name of a picture."""
    with pytest.raises(ImageError, match=said):
        image_of(data)


def test_a_picture_that_would_fill_a_memory_is_not_kept():
    """A few bytes can claim to be a wall of dots; whoever looks at it pays."""
    png = bytearray(encoded("PNG"))
    for width, height in ((50_000, 50_000), (100_000, 1), (0, 5), (16_000, 16_000)):
        png[16:24] = struct.pack(">II", width, height)
        with pytest.raises(ImageError, match="claims to be"):
            image_of(bytes(png))


@hypothesis.given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"RIFF0000WEBPVP8 ", b"GIF89a", encoded("JPEG")[:9]]),
    st.binary(max_size=60),
)
def test_no_bytes_do_more_than_be_refused(begin, rest):
    """They come from whoever answers."""
    with contextlib.suppress(ImageError):
        image = image_of(begin + rest)
        assert image.width * image.height > 0
