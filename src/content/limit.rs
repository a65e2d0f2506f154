//! The limits of what is read; each is named on the page or in a problem when it is met.

/// Nesting of blocks, of text in text, and of YAML.
pub(super) const DEPTH: usize = 100;
/// Bytes of front matter, of a path file, of library.yaml.
pub(super) const FRONT_MATTER: usize = 64 * 1024;
/// Bytes of a page.
pub(super) const PAGE: usize = 8 * 1024 * 1024;
/// Cells of a table.
pub(super) const CELLS: usize = 10_000;
/// Cells of a definition.
pub(super) const DEFINITION: usize = 200;
/// Cells of a label.
pub(super) const SHORT: usize = 18;
/// Files of a library.
pub(super) const FILES: usize = 100_000;
