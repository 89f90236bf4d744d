"""How fast it is: `make bench` builds matrices of several sizes on both databases and measures.

- `__main__`: the whole run, in the order in which things happen
- `databases`: empty databases to measure in, gone afterwards
- `filling`: a synthetic matrix, written to a file and imported (which is measured too)
- `pages`: what a page costs, in a process of its own
- `kernel`: publishing and verifying, in a process of its own
- `timing`: medians, and the pace of the machine meanwhile
- `report`: the tables

What was found, and what to think of it, is in docs/benchmarks.md.
"""
