"""Opening a file that somebody hands in: text in UTF-8, of bounded values, whatever its size."""

import codecs
from pathlib import Path as FilePath
from typing import BinaryIO, Final

from skills.exchange.records import FileError

_CHUNK: Final = 1 << 16
#: No value of a matrix is as long as this (a text has 2,000 characters at most).
VALUE_LIMIT: Final = 1_000_000
#: Nor has a document as many: 67 roles × 5 levels make some 1,700.
VALUES_LIMIT: Final = 200_000


def count_lines(path: FilePath) -> int:
    """The lines of a file that is text in UTF-8; raises `FileError` where it is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if (place := chunk.find(b"\0")) >= 0:
                    line = lines + chunk.count(b"\n", 0, place)
                    raise FileError("this is a binary file, or text in UTF-16", line=line)
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    line = lines + chunk.count(b"\n", 0, max(error.start, 0))
                    raise FileError("this is not text in UTF-8", line=line) from error
                lines += chunk.count(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FileError("this is not text in UTF-8: its end is cut off", line=lines) from error
    except OSError as error:
        raise FileError(error.strerror or "this can't be read") from error
    return lines


def head(path: FilePath, size: int = _CHUNK) -> str:
    """The beginning of a file that `count_lines` has found to be text."""
    with path.open("rb") as file:
        return file.read(size).decode("utf-8-sig", errors="ignore")


class LineSource:
    """A binary file for a parser that asks for bytes: gives a line at a time, and counts them.

    So what the parser has just said stands on `line`. Whoever takes the values sets `silent` back
    to 0 at each; a file that goes on for too long without a value is refused before it is held.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ended = True
        self.line = 0
        self.silent = 0
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)

    def read(self, size: int = _CHUNK) -> bytes:
        if size == 0:
            return b""
        line = self._file.readline(min(size, _CHUNK) if size > 0 else _CHUNK)
        if line and self._ended:
            self.line += 1
        self._ended = line.endswith(b"\n")
        self.silent += len(line)
        if self.silent > VALUE_LIMIT:
            raise FileError(f"a value of more than {VALUE_LIMIT:,} bytes", line=self.line)
        return line
