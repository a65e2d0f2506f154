//! The application without a terminal: state, actions, updates, and the geometry of every screen.
