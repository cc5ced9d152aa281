"""Draws the Teams app's icons: a card with a tick on it, in the product's colours. Run it where the PNG files are."""

import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).resolve().parent
# Each pixel is looked at so many times in each direction, which smooths the edges.
SAMPLES = 4


def png(size, pixels):
    """An RGBA image as a PNG file."""
    rows = b"".join(b"\0" + bytes(pixels[y * size * 4 : (y + 1) * size * 4]) for y in range(size))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def in_card(x, y, left, top, right, bottom, corner):
    """Whether a point is on a card with round corners."""
    dx = max(left + corner - x, x - right + corner, 0)
    dy = max(top + corner - y, y - bottom + corner, 0)
    return left <= x <= right and top <= y <= bottom and dx * dx + dy * dy <= corner * corner


def near_tick(x, y, width):
    """Whether a point is on the tick's line."""
    points = [(0.36, 0.56), (0.46, 0.66), (0.66, 0.44)]
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
        t = min(max(t, 0), 1)
        if (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2 <= (width / 2) ** 2:
            return True
    return False


def colour(x, y):
    """The icon in full colour: a white card on dark blue, a green tick on it."""
    if near_tick(x, y, 0.075):
        return (46, 160, 103, 255)
    if in_card(x, y, 0.22, 0.26, 0.78, 0.36, 0.03):
        return (122, 150, 178, 255)
    if in_card(x, y, 0.22, 0.26, 0.78, 0.78, 0.06):
        return (255, 255, 255, 255)
    return (31, 45, 61, 255)


def outline(x, y):
    """White lines on nothing: the card's border and the tick."""
    border = in_card(x, y, 0.09, 0.16, 0.91, 0.88, 0.1) and not in_card(x, y, 0.16, 0.23, 0.84, 0.81, 0.05)
    is_drawn = border or in_card(x, y, 0.09, 0.16, 0.91, 0.33, 0.08) or near_tick(x, y, 0.09)
    return (255, 255, 255, 255 if is_drawn else 0)


def draw(size, look):
    """A square of pixels, each the mean of its samples."""
    pixels = []
    for y in range(size):
        for x in range(size):
            seen = [
                look((x + (i + 0.5) / SAMPLES) / size, (y + (j + 0.5) / SAMPLES) / size)
                for i in range(SAMPLES)
                for j in range(SAMPLES)
            ]
            pixels += [round(sum(point[part] for point in seen) / len(seen)) for part in range(4)]
    return pixels


if __name__ == "__main__":
    (HERE / "color.png").write_bytes(png(192, draw(192, colour)))
    (HERE / "outline.png").write_bytes(png(32, draw(32, outline)))
