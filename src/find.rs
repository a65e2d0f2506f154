//! Finding: topics by name, and text in pages.
