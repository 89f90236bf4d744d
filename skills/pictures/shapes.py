"""What pictures are made of: shapes on a sheet, measured in pixels from its upper left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Self

from skills.pictures.lettering import width_of

#: What a shape is for, which decides its colours; see `skills.pictures.svg`.
type Look = Literal[
    "word",
    "heading",
    "quiet",
    "scale",
    "rule",
    "need",
    "need-word",
    "may",
    "hole",
    "one",
    "one-dot",
    "two",
    "two-dot",
]
type Anchor = Literal["start", "middle", "end"]

LINE_HEIGHT = 1.2
_OTHER_SIDE: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Self) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    look: Look
    radius: float = 3

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    def mirrored(self, width: float) -> Self:
        return replace(self, x=width - self.x - self.width)


@dataclass(frozen=True, slots=True)
class Lines:
    """A line through its points, or with `closed` the outline of an area."""

    points: tuple[tuple[float, float], ...]
    look: Look
    closed: bool = False

    @property
    def box(self) -> Box:
        across, down = zip(*self.points, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def mirrored(self, width: float) -> Self:
        return replace(self, points=tuple((width - x, y) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Dot:
    """Round for the first series and square for the second, so that colour isn't all there is."""

    x: float
    y: float
    look: Look
    radius: float = 3.5

    @property
    def box(self) -> Box:
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)

    def mirrored(self, width: float) -> Self:
        return replace(self, x=width - self.x)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of words; `y` is the middle of them all. `whole` is the text before it was cut.

    `upright` text is read from below, starting at `y`, around the middle of `x`.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    look: Look = "word"
    anchor: Anchor = "start"
    size: float = 13
    whole: str = ""
    upright: bool = False

    @property
    def box(self) -> Box:
        """About as much room as it takes; which fonts there are, only the reader's machine knows."""
        width = max((width_of(line, self.size) for line in self.lines), default=0)
        height = len(self.lines) * self.size * LINE_HEIGHT
        if self.upright:
            return Box(self.x - height / 2, self.y - width, self.x + height / 2, self.y)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - height / 2, left + width, self.y + height / 2)

    def mirrored(self, width: float) -> Self:
        anchor = self.anchor if self.upright else _OTHER_SIDE[self.anchor]
        return replace(self, x=width - self.x, anchor=anchor)


type Shape = Rect | Lines | Dot | Text


@dataclass(frozen=True, slots=True)
class Picture:
    """`key` names it within a page; `description` says in a sentence or two what there is to see."""

    key: str
    title: str
    description: str
    width: float
    height: float
    shapes: Sequence[Shape] = field(default_factory=tuple)

    def mirrored(self) -> "Picture":
        """The same for those who read from right to left."""
        return replace(self, shapes=[shape.mirrored(self.width) for shape in self.shapes])
