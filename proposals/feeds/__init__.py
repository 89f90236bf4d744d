"""Atom feeds of what changes and what is proposed, the same for everyone.

`entries` puts revisions and proposals into words, `atom` writes them down, `following` says what a
document's feed is of.
"""
