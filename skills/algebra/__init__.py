"""The change algebra: everything that changes the matrix is a list of changes.

Pure functions over `dict[Path, str]`; nothing here imports Django.

- `paths`: where a value sits, and which values belong together
- `text`: what text may be; slugs; digests
- `changes`: diff, apply, undo, fold, combine, revert
- `merging`: merge, complete
- `validity`: what a document must satisfy
- `meaning`: what a list of changes means (created, requirement added, typo, …)
- `words`: word-level differences of two texts
- `ladder`: lint over a role's five levels
"""
