"""Running things at the same moment, on real connections."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection, connections


def race(*actions: Callable[[], object]) -> list[object]:
    """Start all `actions` together, a thread and a connection each; what each gave or raised."""
    outcomes: list[object] = [None] * len(actions)
    barrier = Barrier(len(actions))

    def run(place: int, action: Callable[[], object]) -> None:
        connection.ensure_connection()
        barrier.wait(timeout=30)
        try:
            outcomes[place] = action()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    return outcomes
