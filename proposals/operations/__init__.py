"""What people do with proposals, a module a verb.

Each function owns its transaction: lock (document, then proposal), check permission, then state,
then change, record the event. HTML pages and the API call the same functions; no rule lives
anywhere else.
"""
