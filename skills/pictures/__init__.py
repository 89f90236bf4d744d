"""Pictures of the matrix, drawn on the server.

Where everything goes is worked out by pure functions that give a `Picture` of plain shapes
(`level_map`, `heat_map`, `radar`, `months`); `svg` writes it down, for a page or as a file. What a
picture shows stands beside it as a table, so whoever draws one has the numbers ready in words.
"""
