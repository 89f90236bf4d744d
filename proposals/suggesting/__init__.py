"""What somebody is typing, before it is a proposal: read, shown again, previewed, kept, sent.

- `draft`: the document as they started from it, and as they want it
- `fields`: a draft's own fields (name, group, labels, …) to and from a form
- `sheet`: its cells to and from a form
- `parts`: one role or one level of them at a time
- `broken_rules`: what is wrong with it, in sentences
- `preview`: what would change, word by word, and what the ladders look like then
- `choices`: the groups, domains, roles and successors to choose from
- `kept`: what a signed-out visitor sent, until they have signed in
"""
