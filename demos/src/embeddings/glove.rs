//! Some 2,000 words of `GloVe` 6B 50d, made by `models/glove.py`: their file, read.

use ndarray::Array2;

/// The hash of the file, as `models/glove.py` wrote it beside it.
pub(super) fn sha256() -> &'static str {
    include_str!("../../models/glove.sha256").trim()
}

/// The words, and a row of numbers for each.
pub(super) fn read() -> (Vec<String>, Array2<f64>) {
    parse(include_bytes!("../../models/glove.bin")).unwrap_or_default()
}

/// A line "words dimensions", a line of words, a float32 scale for each word, then int8 numbers
/// in rows; a number is its int8 times the scale of its row.
fn parse(file: &[u8]) -> Option<(Vec<String>, Array2<f64>)> {
    let (head, rest) = line(file)?;
    let (count, dimensions) = head.split_once(' ')?;
    let (count, dimensions): (usize, usize) = (count.parse().ok()?, dimensions.parse().ok()?);
    let (words, rest) = line(rest)?;
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let (scales, codes) = rest.split_at_checked(4 * count)?;
    let scale = |four: &[u8]| Some(f64::from(f32::from_le_bytes(four.try_into().ok()?)));
    let scales: Vec<f64> = scales.chunks_exact(4).map(scale).collect::<Option<_>>()?;
    if words.len() != count || codes.len() != count * dimensions {
        return None;
    }
    let rows = codes.chunks_exact(dimensions).zip(scales);
    let numbers = rows.flat_map(|(row, scale)| {
        row.iter().map(move |code| f64::from(i8::from_le_bytes([*code])) * scale)
    });
    let vectors = Array2::from_shape_vec((count, dimensions), numbers.collect()).ok()?;
    Some((words, vectors))
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_what_its_script_says() {
        let (words, vectors) = read();
        assert_eq!(vectors.dim(), (2083, 50));
        assert_eq!(words.first().map(String::as_str), Some("the"));
        for word in ["king", "kitten", "athens", "attention"] {
            assert!(words.iter().any(|known| known == word), "{word}");
        }
        // The package's first number of "the" is 0.418; the scale of its row leaves some 0.015.
        assert!((vectors[(0, 0)] - 0.418).abs() < 0.02, "{}", vectors[(0, 0)]);
        assert_eq!(sha256().len(), 64);
    }

    #[test]
    fn a_file_that_is_cut_short_is_no_file() {
        for file in ["", "1 2", "1 2\na\n", "1 2\na b\n\0\0\0\0ab", "x y\na\n", "1 1\na\n\0\0\0\0"]
        {
            assert_eq!(parse(file.as_bytes()), None, "{file:?}");
        }
        let small = parse(b"1 2\na\n\0\0\0\x3f\x02\xff");
        assert_eq!(small, Some((vec!["a".to_owned()], ndarray::array![[1.0, -0.5]])));
    }
}
