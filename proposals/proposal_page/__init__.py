"""What a proposal's page shows.

- `page`: all of it together
- `neighbours`: other open proposals on the same cells, or for the same new document
- `votes`: who is for it and who against
- `timeline`: who did what with it, and when
- `actions`: what the visitor can do with it now
- `comparing`: the difference between two of its versions
"""
