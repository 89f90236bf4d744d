"""Talking about documents, their cells, and proposals.

- `markdown`: what somebody typed as safe HTML, and who is mentioned in it
- `writing`: what may be said, and how often
- `place`: what is talked about, and where that stands on the site
- `threads`: comments and their answers as a page shows them, to whoever reads it
- `reports`: what was reported, as moderators see it
"""
