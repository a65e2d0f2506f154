//! Matrices as text: rows between semicolons, numbers between spaces or commas.

use super::Value;
use super::read::{bad, counted, quoted};
use crate::demo::DemoError;
use ndarray::Array2;

/// The largest size of a number in a given matrix: products of such numbers stay finite.
pub const MATRIX_LIMIT: f64 = 1e6;

/// Reads `"1 0; 0 1"` or `identity`; `name` is what error messages call it.
///
/// # Errors
/// Names the parameter, the row and what is expected there.
pub fn read_matrix(
    name: &str,
    text: &str,
    max_rows: usize,
    max_cols: usize,
) -> Result<Value, DemoError> {
    if text.trim().eq_ignore_ascii_case("identity") {
        return Ok(Value::Identity);
    }
    let rows = text.split(';').count();
    if rows > max_rows {
        let allowed =
            format!("at most {}", counted(max_rows, "row is allowed", "rows are allowed"));
        return Err(bad(name, counted(rows, "row", "rows"), allowed));
    }
    let mut numbers = Vec::new();
    let mut cols = 0;
    for (index, text) in text.split(';').enumerate() {
        let place = format!("{name}, row {}", index + 1);
        let row = read_row(&place, text, max_cols)?;
        if index > 0 && row.len() != cols {
            let expected = counted(cols, "number is expected", "numbers are expected");
            let given = counted(row.len(), "number", "numbers");
            return Err(bad(&place, given, format!("{expected}, as in row 1")));
        }
        if row.is_empty() {
            let allowed = "rows of numbers are expected, such as \"1 0; 0 1\"".to_owned();
            return Err(bad(&place, "no numbers".to_owned(), allowed));
        }
        cols = row.len();
        numbers.extend(row);
    }
    let matrix = Array2::from_shape_vec((rows, cols), numbers);
    matrix.map(Value::Matrix).map_err(|why| bad(name, why.to_string(), "a matrix".to_owned()))
}

/// A matrix as it would be typed, in the fewest digits that give the same numbers again.
pub fn matrix_text(matrix: &Array2<f64>) -> String {
    let row = |row: ndarray::ArrayView1<f64>| {
        row.iter().map(|value| number_text(*value)).collect::<Vec<_>>().join(" ")
    };
    matrix.rows().into_iter().map(row).collect::<Vec<_>>().join("; ")
}

/// The fewest digits that give the same number again, without an exponent; −0 is 0.
pub fn number_text(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// A number as people type one, with a hyphen or a true minus sign; none where it is not finite.
pub(super) fn read_number(text: &str) -> Option<f64> {
    let value: f64 = text.replace('−', "-").parse().ok()?;
    value.is_finite().then_some(value)
}

fn read_row(place: &str, text: &str, max_cols: usize) -> Result<Vec<f64>, DemoError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut row = Vec::new();
    for part in text.split(',') {
        if part.trim().is_empty() {
            let allowed = "a number is expected before and after each comma".to_owned();
            return Err(bad(place, quoted(text.trim()), allowed));
        }
        for word in part.split_whitespace() {
            row.push(read_cell(place, word)?);
        }
    }
    if row.len() > max_cols {
        let allowed = counted(max_cols, "number is allowed", "numbers are allowed");
        let given = counted(row.len(), "number", "numbers");
        return Err(bad(place, given, format!("at most {allowed}")));
    }
    Ok(row)
}

fn read_cell(place: &str, word: &str) -> Result<f64, DemoError> {
    match read_number(word) {
        Some(value) if value.abs() <= MATRIX_LIMIT => Ok(value),
        Some(_) => {
            let allowed = format!("a number from -{MATRIX_LIMIT} to {MATRIX_LIMIT} is expected");
            Err(bad(place, quoted(word), allowed))
        }
        None => Err(bad(place, quoted(word), "a number is expected".to_owned())),
    }
}
