"""What the pages about roles show, worked out before any template sees it.

- `listing`: the roles there are, domain by domain
- `outline`: which skills a role asks for, by group, at which levels
- `reading`: what every page needs to know, whether it shows today or the past
- `live`: roles as they stand
- `past`: roles as they stood at a moment, folded from the log
- `as_of`: the moment a reader asked for, and one that keeps a link as it is
- `rungs`: the map of a role, and what each of its five levels asks for
- `expectations`: all that is expected at one level, and what is new against the level below
- `addresses`: where skills and their cells are
- `plain_text`: the same as text and as Markdown
- `comparison`: two roles at two levels, side by side
- `ideas`: comparisons worth trying
"""
