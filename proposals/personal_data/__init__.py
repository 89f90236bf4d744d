"""What the site knows about one person: all of it, to take along, and what becomes of it when they
delete their account.

- `section`: what a section is, and how they become one file
- `account`: who they are, how they sign in, what they may do
- `work`: what they proposed, wrote and judged
- `talk`: what they said, watch, and were told
- `growth`: where they say they are, and where they want to be
- `record`: what is on record of them

Each row that points to a person belongs to a section: a test walks all tables.
"""

from typing import Final

from proposals.personal_data import account, growth, record, talk, work
from proposals.personal_data.section import Section

SECTIONS: Final[tuple[Section, ...]] = (
    *account.SECTIONS,
    *work.SECTIONS,
    *talk.SECTIONS,
    *growth.SECTIONS,
    *record.SECTIONS,
)
