//! A demo's report as cells, text and JSON.
//!
//! Everything here is a pure function from a [`Report`](fingerpost_demos::Report) and a width to
//! lines or text. No number is computed here that the reader could take for a result of the
//! demo, except the row sums in the margin and the intermediate values of an opened cell.

mod copy;
mod difference;
mod expression;
mod figure;
mod grid;
mod guess;
mod json;
mod labels;
mod layout;
mod lesson;
mod number;
mod numpy;
mod opened;
mod picture;
mod run;
mod text;
mod trail;
mod walk;
mod words;
mod worksheet;

pub use copy::{command, markdown, tsv};
pub use figure::{FigureView, figure, figure_fault, inside_figure};
pub use guess::{Question, Verdict, cell_question, prepared_question};
pub use json::{Number, TypedOut, cell_json, demos_json, json, params_json};
pub use labels::cell_name;
pub use lesson::{Aids, Base, Lesson, LessonTarget, LessonView, lesson, lesson_with};
pub use number::{exact, significant};
pub use numpy::numpy;
pub use run::{About, Fault, RUNNER, Runner, guarded, is_running, run, stream};
pub use text::{cell_text, text};
pub use walk::{Direction, first_cell, neighbour, operand, step_of};
pub use words::{facts, names_rows, step_named, subject, telling_step};
pub use worksheet::{answered_worksheet, worksheet};

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
