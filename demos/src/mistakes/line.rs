//! Mistakes in rules that work on whole lines.

use super::{Found, Place, across, along};
use crate::evaluate::normal;
use crate::report::{Axis, Norm, Reduction, Rule};

pub(super) fn softmax(place: &Place, axis: Axis, other: &Rule) -> Found {
    let own = place.before();
    let sum: f64 = place.line(axis).into_iter().filter(|score| score.is_finite()).sum();
    vec![
        (format!("with softmax {}", along(across(axis))), place.by(other)),
        ("without e^, as a share of the plain sum".to_owned(), own.map(|own| own / sum)),
        ("without dividing by the sum".to_owned(), own.map(libm::exp)),
    ]
}

pub(super) fn normalize(place: &Place, kind: Norm, eps: f64) -> Found {
    let line = place.line(Axis::Row);
    let Some(own) = place.before() else { return Vec::new() };
    let count = line.len() as f64;
    let mean = line.iter().sum::<f64>() / count;
    let squares: f64 = line.iter().map(|value| value * value).sum();
    let variance = normal::variance(&line);
    let column = normal::normalize(&place.line(Axis::Column), kind, eps);
    let mut found = match kind {
        Norm::Layer => vec![
            ("without taking the mean away", own / libm::sqrt(variance + eps)),
            ("without dividing by the deviation", own - mean),
            ("without the square root, divided by the variance", (own - mean) / (variance + eps)),
            (
                "with the variance of a sample, over n − 1",
                (own - mean) / libm::sqrt(variance * count / (count - 1.0) + eps),
            ),
        ],
        Norm::Rms => vec![
            ("with the mean taken away first", (own - mean) / libm::sqrt(variance + eps)),
            ("without the square root", own / (squares / count + eps)),
            ("with the sum of the squares, not their mean", own / libm::sqrt(squares + eps)),
        ],
    };
    found.extend(
        column.get(place.row).map(|value| ("down the columns, not along the rows", *value)),
    );
    some(found)
}

pub(super) fn rotate(place: &Place, base: f64, position: f64) -> Found {
    let line = place.line(Axis::Row);
    let turned = |by: f64| normal::rotate(&line, base, by).get(place.col).copied();
    vec![
        ("turned the other way".to_owned(), turned(-position)),
        ("with positions counted from 1, not from 0".to_owned(), turned(position + 1.0)),
        ("without turning".to_owned(), turned(0.0)),
        (
            "with place i paired with i + d/2, not with its neighbour".to_owned(),
            halves(&line, place.col, base, position),
        ),
    ]
}

/// Turned in the pairs (i, i + d/2).
fn halves(line: &[f64], col: usize, base: f64, position: f64) -> Option<f64> {
    let half = line.len() / 2;
    let pair = col % half.max(1);
    let (x, y) = (line.get(pair)?, line.get(pair + half)?);
    let angle = position * libm::pow(base, normal::exponent(pair, line.len()));
    let (sin, cos) = (libm::sin(angle), libm::cos(angle));
    Some(if col < half { x * cos - y * sin } else { x * sin + y * cos })
}

pub(super) fn cumsum(place: &Place, axis: Axis) -> Found {
    let Some(own) = place.before() else { return Vec::new() };
    let running = place.cell(place.row, place.col).unwrap_or(f64::NAN);
    some(vec![
        ("with this number alone, nothing before it added", own),
        ("without the number itself, only those before it", running - own),
        ("with the whole line added", place.line(axis).iter().sum()),
    ])
}

pub(super) fn sort(place: &Place, axis: Axis) -> Found {
    let mut line = place.line(axis);
    line.sort_by(f64::total_cmp);
    let rank = if axis == Axis::Row { place.col } else { place.row };
    vec![
        ("with the smallest first".to_owned(), line.get(rank).copied()),
        ("without sorting".to_owned(), place.before()),
    ]
}

pub(super) fn reduce(place: &Place, reduction: Reduction, axis: Axis) -> Found {
    let line = place.line(axis);
    let mut found = some(reduced(reduction, &line));
    // The same over the line of the other axis with the same number.
    let index = if axis == Axis::Row { place.row } else { place.col };
    let turned = Place { row: index, col: index, of: place.of.clone(), ..*place };
    let other = turned.line(across(axis));
    if !other.is_empty() && other.len() + line.len() > 2 {
        found.push((
            format!("{}, not {}", along(across(axis)), along(axis)),
            Some(plain(reduction, &other)),
        ));
    }
    found
}

fn some(found: Vec<(&'static str, f64)>) -> Found {
    found.into_iter().map(|(name, value)| (name.to_owned(), Some(value))).collect()
}

fn plain(reduction: Reduction, line: &[f64]) -> f64 {
    let count = line.len() as f64;
    match reduction {
        Reduction::Sum => line.iter().sum(),
        Reduction::Mean => line.iter().sum::<f64>() / count,
        Reduction::Max => largest(line),
        Reduction::Min => smallest(line),
        Reduction::Argmax => place_of(line, largest(line)),
        Reduction::Variance => normal::variance(line),
        Reduction::Norm => libm::sqrt(squares(line)),
        Reduction::Entropy => -logs(line, libm::log),
    }
}

fn reduced(reduction: Reduction, line: &[f64]) -> Vec<(&'static str, f64)> {
    let count = line.len() as f64;
    let sum: f64 = line.iter().sum();
    let variance = normal::variance(line);
    match reduction {
        Reduction::Sum => vec![("as the mean, divided by how many there are", sum / count)],
        Reduction::Mean => vec![
            ("without dividing by how many there are", sum),
            ("divided by one less than there are", sum / (count - 1.0)),
        ],
        Reduction::Max => vec![
            ("with the smallest, not the largest", smallest(line)),
            ("as the place of the largest", place_of(line, largest(line))),
            ("with the number that is largest without its sign", by_size(line)),
        ],
        Reduction::Min => vec![
            ("with the largest, not the smallest", largest(line)),
            ("as the place of the smallest", place_of(line, smallest(line))),
        ],
        Reduction::Argmax => vec![
            ("counted from 1, not from 0", place_of(line, largest(line)) + 1.0),
            ("with the largest number itself, not its place", largest(line)),
            ("with the place of the smallest", place_of(line, smallest(line))),
        ],
        Reduction::Variance => vec![
            ("as the variance of a sample, over n − 1", variance * count / (count - 1.0)),
            ("as its root, the standard deviation", libm::sqrt(variance)),
            ("without dividing by how many there are", variance * count),
            ("without taking the mean away", squares(line) / count),
        ],
        Reduction::Norm => vec![
            ("without the square root", squares(line)),
            (
                "without the squares, as the sum of the sizes",
                line.iter().map(|value| value.abs()).sum(),
            ),
            ("with the root of the mean of the squares", libm::sqrt(squares(line) / count)),
        ],
        Reduction::Entropy => vec![
            ("with the logarithm to base 2, in bits", -logs(line, libm::log2)),
            ("with the logarithm to base 10", -logs(line, libm::log10)),
            ("without the minus sign", logs(line, libm::log)),
            ("as the mean, divided by how many there are", -logs(line, libm::log) / count),
        ],
    }
}

fn squares(line: &[f64]) -> f64 {
    line.iter().map(|value| value * value).sum()
}

fn largest(line: &[f64]) -> f64 {
    line.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn smallest(line: &[f64]) -> f64 {
    line.iter().copied().fold(f64::INFINITY, f64::min)
}

fn by_size(line: &[f64]) -> f64 {
    line.iter()
        .copied()
        .fold(0.0, |best: f64, value| if value.abs() > best.abs() { value } else { best })
}

/// The first place, from 0, of a number.
fn place_of(line: &[f64], wanted: f64) -> f64 {
    let place = line.iter().position(|value| value.total_cmp(&wanted).is_eq());
    place.map_or(f64::NAN, |at| at as f64)
}

/// The sum of p·log p.
fn logs(line: &[f64], log: fn(f64) -> f64) -> f64 {
    line.iter().filter(|share| **share != 0.0).map(|share| share * log(*share)).sum()
}
