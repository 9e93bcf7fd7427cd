"""What counts as a picture: by its first bytes, within limits, and by nothing that is said of it.

Nothing is drawn or unpacked here, so nothing in a file can harm; one that would fill a memory when
somebody looks at it is refused by the size that it claims.
"""

import struct
from dataclasses import dataclass
from typing import Final

#: Bytes of a picture; how many dots it may have, and how many on one side.
LARGEST: Final = 8 * 2**20
_DOTS, _SIDE = 40_000_000, 16_384
#: Marks of a JPEG behind which its size stands; those that have no length.
_SIZED: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})


class ImageError(ValueError):
    """Something is no picture that may be kept; the text is the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture.

    Attributes:
        suffix: of its file, such as `png`.
    """

    data: bytes
    suffix: str
    width: int
    height: int


def image_of(data: bytes) -> Image:
    """Return the picture that `data` is.

    Raises:
        ImageError: it is none, or too large a one.
    """
    if len(data) > LARGEST:
        raise ImageError(f"it is larger than {LARGEST // 2**20} MiB")
    try:
        suffix, width, height = _measured(data)
    except (struct.error, IndexError):
        raise ImageError("it is a picture that is cut off") from None
    if not (0 < width <= _SIDE and 0 < height <= _SIDE and width * height <= _DOTS):
        raise ImageError(f"it claims to be {width} dots wide and {height} high")
    return Image(data, suffix, width, height)


def _measured(data: bytes) -> tuple[str, int, int]:
    """Return of what kind `data` is, its width and its height."""
    if data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return ("png", *struct.unpack(">II", data[16:24]))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ("gif", *struct.unpack("<HH", data[6:10]))
    if data.startswith(b"\xff\xd8\xff"):
        return ("jpg", *_size_of_jpeg(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ("webp", *_size_of_webp(data))
    raise ImageError("it is no PNG, JPEG, GIF or WebP")


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ImageError("it is a JPEG that is damaged")
        mark = data[at + 1]
        if mark in _SIZED:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if mark == 0xFF:  # filled up
            at += 1
        elif mark in _BARE:
            at += 2
        else:
            at += 2 + max(2, *struct.unpack(">H", data[at + 2 : at + 4]))


def _size_of_webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ImageError("it is a WebP of a kind that is not known here")
