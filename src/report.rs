//! A demo's report as cells, text and JSON.
