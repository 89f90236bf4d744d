"""Run several commands as one: `python -m config.together COMMAND… -- COMMAND…`.

Ctrl-C or SIGTERM stops all of them, and so does the end of any one. They get one SIGTERM each and
time to finish what they have in hand; the status is that of whichever ended by itself, or 0.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Final

#: Seconds after which whatever doesn't stop is killed.
_PATIENCE: Final = 30.0
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(commands: Sequence[Sequence[str]]) -> int:
    told_to_stop = False

    def stop(signal_number: int, frame: FrameType | None) -> None:
        nonlocal told_to_stop
        told_to_stop = True

    for number in _STOPPING:
        signal.signal(number, stop)
    # Sessions of their own: a Ctrl-C in the terminal would reach them too, and twice is an order to
    # drop everything.
    processes = [
        subprocess.Popen(command, start_new_session=True)  # noqa: S603 - what we were called with
        for command in commands
    ]
    while not told_to_stop and all(process.poll() is None for process in processes):
        time.sleep(0.1)
    ended = next((process for process in processes if process.poll() is not None), None)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + _PATIENCE
    for process in processes:
        try:
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if told_to_stop or ended is None else ended.returncode or 1


def main(arguments: Sequence[str]) -> int:
    commands: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "--":
            commands.append([])
        else:
            commands[-1].append(argument)
    if not all(commands):
        sys.exit(__doc__)
    return run(commands)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
