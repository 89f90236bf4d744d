"""Reading saved skill-profile pages: pure parsing, with nothing of the database in it.

- `reading`: `read_profile` and `is_profile`; checks against the page's own counts
- `page`: the file as lines, cut at its five tables
- `facts`: what stands above the tables: name, summary, place, counts, date
- `rows`: rows of tables with pipes
- `flattened`: rows of tables that lost their pipes
- `languages`: the words of each, a row a language; `labels`, `dates`: recognising them
"""

from skills.exchange.profile.reading import is_profile, read_profile

__all__ = ["is_profile", "read_profile"]
