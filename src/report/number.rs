//! Numbers for reading: how many digits each kind of table shows, and the odd values in words.

use fingerpost_demos::report::Kind;

/// The number as a table of this kind shows it.
///
/// Shares lose their leading zero (`.702`), a share too small for three digits is `<.001`, and
/// what is not finite is `−∞`, `∞` or `nan`. No rounded zero carries a sign.
pub fn shown(value: f64, kind: Kind) -> String {
    if let Some(word) = odd(value) {
        return word.to_owned();
    }
    match kind {
        Kind::Weight | Kind::Probability => share(value),
        Kind::Count if value.fract() == 0.0 => whole(value),
        Kind::Count | Kind::Number => significant(value, 4),
        Kind::Score
        | Kind::Query
        | Kind::Key
        | Kind::Value
        | Kind::Embedding
        | Kind::WeightMatrix => {
            if value.abs() >= 1e6 {
                significant(value, 4)
            } else {
                fixed(value, 2)
            }
        }
    }
}

/// Numbers among which is the one that takes the most cells. Where all have the same decimals, the
/// ends say it, and a table of thousands of numbers need not be written to be measured.
pub fn widest(values: impl Iterator<Item = f64> + Clone, kind: Kind) -> Vec<f64> {
    let has_fixed_decimals = !matches!(kind, Kind::Count | Kind::Number);
    let is_usual = |value: &f64| value.abs() < 1e6;
    if !has_fixed_decimals
        || !values.clone().filter(|value| value.is_finite()).all(|v| is_usual(&v))
    {
        return values.collect();
    }
    let finite = values.clone().filter(|value| value.is_finite());
    let ends = [
        finite.clone().reduce(f64::min),
        finite.clone().reduce(f64::max),
        // What is too small to be shown has a sign of its own.
        finite.filter(|value| *value > 0.0).reduce(f64::min),
    ];
    let odd = [
        values.clone().find(|value| value.is_nan()),
        values.clone().find(|value| *value == f64::INFINITY),
        values.clone().find(|value| *value == f64::NEG_INFINITY),
    ];
    ends.into_iter().chain(odd).flatten().collect()
}

/// A difference as a table of this kind shows it: always with its sign, `·` for none.
pub fn signed(value: f64, kind: Kind) -> String {
    if value == 0.0 {
        return "·".to_owned();
    }
    if value.is_nan() {
        return shown(value, kind);
    }
    let size = value.abs();
    let text = match kind {
        Kind::Weight | Kind::Probability if size < 5e-4 => ".000".to_owned(),
        _ => shown(size, kind),
    };
    format!("{}{text}", if value < 0.0 { '−' } else { '+' })
}

/// The number as prose and results show it: like [`shown`], with its leading zero.
pub fn spoken(value: f64, kind: Kind) -> String {
    let text = shown(value, kind);
    match text.strip_prefix('−').map_or(("", text.as_str()), |rest| ("−", rest)) {
        (sign, rest) if rest.starts_with('.') => format!("{sign}0{rest}"),
        (_, "<.001") => significant(value, 3),
        _ => text,
    }
}

/// A number inside an arithmetic line: two decimals where that is all of it, else three.
pub fn operand(value: f64) -> String {
    if let Some(word) = odd(value) {
        return word.to_owned();
    }
    let size = value.abs();
    if size >= 1e6 || (size > 0.0 && size < 5e-4) {
        return significant(value, 4);
    }
    let cents = value * 100.0;
    if (cents - cents.round()).abs() < 1e-9 { fixed(value, 2) } else { fixed(value, 3) }
}

/// A number as an exponent: whole numbers bare, and no leading zero.
pub fn exponent(value: f64) -> String {
    if value.is_finite() && value.fract() == 0.0 && value.abs() < 1e6 {
        return fixed(value, 0);
    }
    let text = operand(value);
    match text.strip_prefix("−0.") {
        Some(rest) => format!("−.{rest}"),
        None => text.strip_prefix("0.").map_or(text.clone(), |rest| format!(".{rest}")),
    }
}

/// A measured value of a check: whole or four digits, two where it is tiny.
pub fn measured(value: f64) -> String {
    if let Some(word) = odd(value) {
        return word.to_owned();
    }
    significant(value, if value.abs() < 1e-3 { 2 } else { 4 })
}

/// A share as a percentage without decimals; never "0 %" or "100 %" for what only comes near.
pub fn percent(share: f64) -> String {
    if let Some(word) = odd(share) {
        return word.to_owned();
    }
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded <= 0.0 {
        return "less than 1 %".to_owned();
    }
    if share < 1.0 && rounded >= 100.0 {
        return "more than 99 %".to_owned();
    }
    format!("{} %", fixed(share * 100.0, 0))
}

/// All digits: the shortest text that reads back as the same number.
pub fn exact(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    // Adding zero turns −0 into 0 and leaves every other number alone.
    let value = value + 0.0;
    let size = value.abs();
    if size > 0.0 && !(1e-7..1e17).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// At most `digits` significant digits, zeros at the end dropped; whole numbers below a million
/// stay whole, very large and very small ones get a power of ten.
pub fn significant(value: f64, digits: usize) -> String {
    if let Some(word) = odd(value) {
        return word.to_owned();
    }
    let size = value.abs();
    if size < 1e6 && value.fract() == 0.0 {
        return fixed(value, 0);
    }
    if !(1e-4..1e6).contains(&size) {
        let text = format!("{value:.*e}", digits.saturating_sub(1));
        let (head, power) = text.split_once('e').unwrap_or((&text, "0"));
        return sign(&format!("{}e{power}", trim(head)));
    }
    let before = size.log10().floor() as i64;
    let decimals = (digits as u64).saturating_add_signed(-1 - before) as usize;
    let text = fixed(value, decimals);
    if decimals == 0 { text } else { trim(&text).to_owned() }
}

/// Exactly `decimals` decimals, with a true minus sign and never a signed zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let zero = !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if zero { text.trim_start_matches('-').to_owned() } else { sign(&text) }
}

/// [`fixed`], or the word for what is not finite.
pub fn fixed_or_word(value: f64, decimals: usize) -> String {
    odd(value).map_or_else(|| fixed(value, decimals), str::to_owned)
}

fn share(value: f64) -> String {
    if value > 0.0 && value < 5e-4 {
        return "<.001".to_owned();
    }
    let text = fixed(value, 3);
    match text.strip_prefix("−0.") {
        Some(rest) => format!("−.{rest}"),
        None if value == 0.0 => ".000".to_owned(),
        None => text.strip_prefix("0.").map_or(text.clone(), |rest| format!(".{rest}")),
    }
}

/// A whole number, its thousands apart from ten thousand on.
fn whole(value: f64) -> String {
    if value.abs() >= 1e15 {
        return significant(value, 4);
    }
    let digits = fixed(value.abs(), 0);
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 { format!("−{out}") } else { out }
}

fn odd(value: f64) -> Option<&'static str> {
    match value {
        _ if value.is_nan() => Some("nan"),
        f64::INFINITY => Some("∞"),
        f64::NEG_INFINITY => Some("−∞"),
        _ => None,
    }
}

/// A true minus sign in front; that of an exponent stays.
fn sign(text: &str) -> String {
    text.strip_prefix('-').map_or_else(|| text.to_owned(), |rest| format!("−{rest}"))
}

fn trim(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_as_wide_as_all() {
        let mut seed = 1_u64;
        let mut next = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let size = [1e-5, 1.0, 20.0, 3e4, 3e6][(seed >> 33) as usize % 5];
            ((seed >> 40) as f64 / f64::from(1 << 23) - 1.0) * size
        };
        for round in 0..400 {
            let mut values: Vec<f64> = (0..round % 9).map(|_| next()).collect();
            if round % 7 == 0 {
                values.push(f64::NEG_INFINITY);
            }
            for kind in [Kind::Weight, Kind::Score, Kind::Query, Kind::Count, Kind::Number] {
                for write in [shown, signed] {
                    let cells = |values: &[f64]| {
                        values.iter().map(|value| crate::ink::width(&write(*value, kind))).max()
                    };
                    let ends = widest(values.iter().copied(), kind);
                    assert_eq!(cells(&ends), cells(&values), "{kind:?}: {values:?}");
                }
            }
        }
    }

    #[test]
    fn each_kind_has_its_digits() {
        let cases = [
            (3.181_980_5, Kind::Score, "3.18"),
            (-0.001, Kind::Score, "0.00"),
            (-0.0, Kind::Query, "0.00"),
            (-1.5, Kind::Key, "−1.50"),
            (1_234_567.0, Kind::Value, "1.235e6"),
            (f64::NEG_INFINITY, Kind::Score, "−∞"),
            (f64::INFINITY, Kind::Score, "∞"),
            (f64::NAN, Kind::Weight, "nan"),
            (0.701_9, Kind::Weight, ".702"),
            (1.0, Kind::Weight, "1.000"),
            (0.0, Kind::Weight, ".000"),
            (-0.0, Kind::Weight, ".000"),
            (0.000_2, Kind::Probability, "<.001"),
            (0.000_7, Kind::Probability, ".001"),
            (-0.25, Kind::Weight, "−.250"),
            (1.25, Kind::Weight, "1.250"),
            (12.0, Kind::Count, "12"),
            (4_194_304.0, Kind::Count, "4,194,304"),
            (-12_345.0, Kind::Count, "−12,345"),
            (2.5, Kind::Count, "2.5"),
            (2.998_124_6, Kind::Number, "2.998"),
            (0.000_123_46, Kind::Number, "0.0001235"),
            (1.0e-16, Kind::Number, "1e-16"),
            (-2.345_6e9, Kind::Number, "−2.346e9"),
            (1.234_56e20, Kind::Number, "1.235e20"),
            (99_999.6, Kind::Number, "100000"),
            (-0.0, Kind::Number, "0"),
        ];
        for (value, kind, wanted) in cases {
            assert_eq!(shown(value, kind), wanted, "{value} as {kind:?}");
        }
    }

    #[test]
    fn differences_carry_their_sign() {
        let cases = [
            (0.146, Kind::Weight, "+.146"),
            (-0.0002, Kind::Weight, "−.000"),
            (0.0, Kind::Score, "·"),
            (-0.0, Kind::Score, "·"),
            (-1.5, Kind::Score, "−1.50"),
            (f64::INFINITY, Kind::Score, "+∞"),
            (f64::NEG_INFINITY, Kind::Score, "−∞"),
            (f64::NAN, Kind::Score, "nan"),
            (1234.0, Kind::Count, "+1234"),
        ];
        for (value, kind, wanted) in cases {
            assert_eq!(signed(value, kind), wanted, "{value} as {kind:?}");
        }
    }

    #[test]
    fn arithmetic_prose_and_exponents_have_theirs() {
        assert_eq!(spoken(0.7019, Kind::Weight), "0.702");
        assert_eq!(spoken(-0.25, Kind::Weight), "−0.250");
        assert_eq!(spoken(0.000_2, Kind::Weight), "0.0002");
        assert_eq!(spoken(4.5, Kind::Score), "4.50");
        assert_eq!(
            [operand(4.5), operand(3.181_98), operand(0.2 * 3.0)],
            ["4.50", "3.182", "0.60"]
        );
        assert_eq!([operand(1.25e-7), operand(-2e9)], ["1.25e-7", "−2e9"]);
        assert_eq!([exponent(0.0), exponent(0.2121), exponent(-0.5)], ["0", ".212", "−.50"]);
        assert_eq!(
            [measured(1.11e-16), measured(1.7918), measured(0.0)],
            ["1.1e-16", "1.792", "0"]
        );
        assert_eq!(
            [percent(0.7019), percent(0.001), percent(0.999)],
            ["70 %", "less than 1 %", "more than 99 %"]
        );
        assert_eq!([percent(0.0), percent(1.0)], ["0 %", "100 %"]);
    }

    #[test]
    fn exact_numbers_read_back_as_themselves() {
        for value in [0.1 + 0.2, 1e-300, -4.5, 1e22, 0.000_012_345, 123_456_789.25] {
            assert_eq!(exact(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
        assert_eq!([exact(-0.0), exact(f64::NAN), exact(f64::NEG_INFINITY)], ["0", "nan", "-inf"]);
    }
}
