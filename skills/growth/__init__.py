"""A person's growth on the matrix: where they are, what they want to be, and what lies between.

- `notebook`: what somebody wrote down, from their account or from what their browser keeps
- `standing`: what that says about each skill in a role
- `asked`: what a role asks, as it stands
- `outdated`: paragraphs that changed after somebody said that they meet them
- `news`: what changed in a goal since its owner last looked
- `gap`: what of a goal is met, and what is not
- `ladder`: how much of each rung of a role is met
- `curve`: the same over time
- `moving`: from one role to another
- `nearest`: the roles nearest to what somebody has
- `rows`, `phrases`: expectations in words, ready for a page
- `rating_sheet`: a whole role to rate oneself on
- `sheet`: a level's expectations beside the evidence, as Markdown too
- `links`: what helps to learn a skill
- `assessing`, `goals`, `sharing`, `taking_over`: writing it down
"""
