//! The learner: events, the states derived from them, and their store.
