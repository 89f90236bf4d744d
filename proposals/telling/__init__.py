"""Telling people what happened.

`audience` says who is told of an event and why, `fan_out` writes it down for each of them,
`imports` finds what was published without an event, `sentences` puts it into words when somebody
reads it, and `wording` does so for changes to the matrix. `docs/events.md` has it as a table.
"""
