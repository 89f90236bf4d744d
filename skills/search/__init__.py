"""Search over everything that is in use.

- `words`: what was typed, as words to look for
- `finding`: the documents that have them, best first; the near ones where none has
- `highlighting`: matches marked in names and paragraphs
- `results`: what a page shows of each
"""
