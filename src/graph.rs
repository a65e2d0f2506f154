//! The graph of ideas: typed edges with their reasons, queries, plans, and pictures of it in cells.
