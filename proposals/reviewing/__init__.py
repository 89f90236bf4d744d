"""What reviewers see.

- `queue`: what waits for a person's decision, narrowed and in order, and the place of one in it
- `judging`: one proposal, unit by unit, with what can be ticked and corrected
- `decisions`: what a decision's form says
- `choices`: what the queue can be narrowed to
- `bulk`: small changes approved together, one author's spam turned down together
"""
