//! The check of one typed value.

use super::matrix::{number_text, read_matrix, read_number};
use super::{ParamKind, ParamSpec, Value};
use crate::demo::DemoError;

/// Reads one value. Words may be left out only where the default has none.
pub(super) fn read_value(name: &str, param: &ParamSpec, text: &str) -> Result<Value, DemoError> {
    let word = text.trim();
    match param.kind {
        ParamKind::Integer { min, max } => integer(name, word, min, max),
        ParamKind::Seed => integer(name, word, 0, i64::MAX),
        ParamKind::Number { min, max } => match read_number(word) {
            Some(value) if (min..=max).contains(&value) => Ok(Value::Number(value)),
            _ => {
                let (min, max) = (number_text(min), number_text(max));
                let allowed = format!("a number from {min} to {max} is expected");
                Err(bad(name, as_given(word), allowed))
            }
        },
        ParamKind::Choice { options } => {
            let found = options.iter().find(|option| option.eq_ignore_ascii_case(word));
            found.map(|option| Value::Choice(option)).ok_or_else(|| {
                bad(name, quoted(word), format!("one of {} is expected", options.join(", ")))
            })
        }
        ParamKind::Flag => match word {
            "on" => Ok(Value::Flag(true)),
            "off" => Ok(Value::Flag(false)),
            _ => Err(bad(name, quoted(word), "on or off is expected".to_owned())),
        },
        ParamKind::Tokens { max } => {
            let count = text.split_whitespace().count();
            if count == 0 && !param.default.is_empty() {
                let allowed = "at least one word is expected".to_owned();
                return Err(bad(name, "no words".to_owned(), allowed));
            }
            if count > max {
                let allowed = counted(max, "word is allowed", "words are allowed");
                return Err(bad(
                    name,
                    counted(count, "word", "words"),
                    format!("at most {allowed}"),
                ));
            }
            Ok(Value::Tokens(text.split_whitespace().map(str::to_owned).collect()))
        }
        ParamKind::Matrix { max_rows, max_cols } => read_matrix(name, text, max_rows, max_cols),
    }
}

fn integer(name: &str, word: &str, min: i64, max: i64) -> Result<Value, DemoError> {
    match word.parse() {
        Ok(value) if (min..=max).contains(&value) => Ok(Value::Integer(value)),
        _ => {
            let allowed = format!("a whole number from {min} to {max} is expected");
            Err(bad(name, as_given(word), allowed))
        }
    }
}

/// A [`DemoError::BadValue`].
pub(crate) fn bad(name: &str, given: String, allowed: String) -> DemoError {
    DemoError::BadValue { name: name.to_owned(), given, allowed }
}

/// "1 row", "3 rows", "10,000 words".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if count == 1 { one } else { many })
}

/// Text between quotation marks, cut where it would make a message unreadable.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN: usize = 40;
    if text.chars().nth(SHOWN).is_none() {
        return format!("\"{text}\"");
    }
    format!("\"{}…\"", text.chars().take(SHOWN).collect::<String>())
}

fn as_given(word: &str) -> String {
    if read_number(word).is_some() { word.to_owned() } else { quoted(word) }
}
