"""Work that nobody waits for: done by `manage.py worker`, any number of them at once.

`worker` takes tasks from the database's queue one after the other; beside it a `clock` promises
that the worker is alive, gives back to the queue what dead ones had in hand or what failed
(`recovery`), and starts the `jobs` that come again (`periodic`). A task may be cut off at any
moment and done again by somebody else, so each of them can be.
"""
