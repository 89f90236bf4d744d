"""What the pages about one skill show, worked out before any template sees it.

- `past`: the moment in the skill's history that a reader asked for
- `reading`: the skill as it stands, or as it stood then
- `climb`: where a reader is, and what the next rung asks
- `matrix`: the map of roles and levels, and the tables by level
- `worth_a_look`: the findings of the ladder lint as sentences
- `role_ladder`: one role's five rungs side by side, with who changed each
- `defined_term`: the skill for machines that read pages
"""
