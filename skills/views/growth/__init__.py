"""A person's growth: the same pages from their account, and from what a browser keeps.

Each page has a `content`, made from a notebook and a query. Signed in it stands in the page at
once; signed out the page is empty at first, and a script asks `kept` for the content of what the
browser has.
"""
