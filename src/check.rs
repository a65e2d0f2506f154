//! Checks of a library that need more than its content.
