//! The terminal: guard, event loop, theme and painting.
