//! A demo's report as cells, text and JSON.
//!
//! Everything here is a pure function from a [`Report`](fingerpost_demos::Report) and a width to
//! lines or text. No number is computed here that the reader could take for a result of the
//! demo, except the row sums in the margin and the intermediate values of an opened cell.

mod expression;
mod grid;
mod labels;
mod layout;
mod number;

#[cfg(test)]
mod fixture;
