"""A matrix of any size out of a number, for measuring: nobody's words, but the shape of real ones.

- `words`: what its sentences are made of
- `matrix`: the documents, one at a time
"""
