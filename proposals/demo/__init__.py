"""A site with people and proposals on it, for trying things out: never for production.

- `people`: the five accounts and their password
- `stories`: what they have proposed and decided, through the same operations as anybody
- `talk`: what they have said about it, a report and a hidden comment among it
- `notices`: what they have been told of it, without mails
- `queue`: as many small proposals as somebody wants to practise reviewing on
"""
