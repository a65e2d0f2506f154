//! Neighbours and analogies: by hand, and on the trained table as published vectors have them.

use crate::{check_near, metric, run};
use fingerpost_demos::Report;
use fingerpost_demos::report::{Origin, Rule, Source};

fn found(report: &Report, table: &str) -> Vec<String> {
    report.table(table).unwrap().rows.clone()
}

#[test]
fn king_less_man_and_woman_is_queen_by_hand() {
    let report = run("embeddings", &[]).unwrap();
    assert_eq!(report.table("target").unwrap().values, ndarray::array![[1.0, 1.0, 1.0, 0.0]]);
    assert_eq!(found(&report, "answers"), ["queen", "princess", "girl"]);
    check_near(metric(&report, "answer"), 1.0, "queen");
    // (1,1,0,0) and (1,1,1,0): 2 / (√2 · √3).
    check_near(metric(&report, "nearest"), 0.816_497, "queen beside king");
    assert!(!found(&report, "neighbours").contains(&"king".to_owned()));
}

#[test]
fn trained_vectors_answer_as_they_are_known_to() {
    for (word, nearest) in [
        ("dog", "cat"),
        ("paris", "france"),
        ("red", "yellow"),
        ("monday", "tuesday"),
        ("three", "four"),
    ] {
        let report = run("embeddings", &[("table", "glove"), ("word", word)]).unwrap();
        assert_eq!(found(&report, "neighbours")[0], nearest, "{word}");
    }
    for (analogy, answer) in [
        ("man king woman", "queen"),
        ("france paris italy", "rome"),
        ("germany german spain", "spanish"),
        ("walk walked eat", "ate"),
        ("man woman actor", "actress"),
        ("dog puppy cat", "kitten"),
    ] {
        let report = run("embeddings", &[("table", "glove"), ("analogy", analogy)]).unwrap();
        assert_eq!(found(&report, "answers")[0], answer, "{analogy}");
        assert!(analogy.split(' ').all(|word| !found(&report, "answers").contains(&word.into())));
    }
    let allowed = run("embeddings", &[("table", "glove"), ("leave_out", "off")]).unwrap();
    assert_eq!(found(&allowed, "answers")[..2], ["king", "queen"]);
}

#[test]
fn the_trained_table_says_where_it_is_from() {
    let report = run("embeddings", &[("table", "glove")]).unwrap();
    assert!(matches!(report.origin, Origin::Trained { .. }) && report.caveat.is_some());
    let Rule::Given { from: Source::Trained { sha256 } } = &report.table("vectors").unwrap().rule
    else {
        panic!("not from a file")
    };
    assert_eq!(*sha256, sha256_of(include_bytes!("../../models/glove.bin")));
    let size = include_bytes!("../../models/glove.bin").len();
    assert!(size <= 150_000, "{size}");
    check_near(metric(&report, "words"), 2083.0, "words");
}

#[test]
fn words_that_are_not_there_are_answered_in_words() {
    for (set, message) in [
        (
            &[("table", "glove"), ("word", "kitchn")] as &[_],
            "word: \"kitchn\" is given, a word that the trained table has is expected, such as kitchen, kitten, with",
        ),
        (
            &[("word", "zebra")],
            "word: \"zebra\" is given, one of man, woman, boy, girl, king, queen, prince, princess is expected",
        ),
        (
            &[("analogy", "man king")],
            "analogy: 2 words are given, 3 words are expected: a is to b as c is to what?",
        ),
        (
            &[("words", "a b c")],
            "words: 3 words are given, one for each of the 8 rows of vectors is expected",
        ),
        (
            &[("words", "a b c a"), ("vectors", "1; 2; 3; 4")],
            "words, word 4: \"a\" is given, every word once is expected",
        ),
        (
            &[("words", "a b c d"), ("vectors", "1 0; 0 0; 3 1; 4 1")],
            "vectors, row 2: a length of 0 is given, a row with a length above 0 is expected, as 0 has no direction",
        ),
    ] {
        assert_eq!(run("embeddings", set).unwrap_err().to_string(), message);
    }
    let both = [("table", "glove"), ("vectors", "1; 2; 3; 4"), ("words", "a b c d")];
    let waiting = run("embeddings", &both).unwrap();
    let fact = "your own words and vectors wait for the hand-set table";
    assert!(waiting.facts.iter().any(|known| known == fact), "{:?}", waiting.facts);
    let set = [("words", "a b c d"), ("vectors", "1 0; 2 0; 1 0; 3 1")];
    let nowhere = run("embeddings", &set).unwrap();
    assert!(nowhere.table("answers").is_some());
    let set = [("words", "a b c d"), ("vectors", "2 0; 1 0; 1 0; 3 1")];
    let nowhere = run("embeddings", &set).unwrap();
    assert!(nowhere.steps.last().unwrap().says.contains("no direction"));
    assert!(nowhere.metrics.iter().all(|(name, _)| *name != "answer"));
}

/// SHA-256 by its standard: FIPS 180-4.
fn sha256_of(bytes: &[u8]) -> String {
    let primes = (2_u32..).filter(|n| (2..*n).all(|d| n % d != 0)).take(64);
    let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
    let k: Vec<u32> = primes.clone().map(|prime| fraction(f64::from(prime).cbrt())).collect();
    let mut state: Vec<u32> =
        primes.take(8).map(|prime| fraction(f64::from(prime).sqrt())).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - bytes.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(8 * bytes.len() as u64).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> =
            block.chunks(4).map(|four| u32::from_be_bytes(four.try_into().unwrap())).collect();
        for t in 16..64 {
            let (x, y) = (w[t - 15], w[t - 2]);
            let small = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let large = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            w.push(w[t - 16].wrapping_add(small).wrapping_add(w[t - 7]).wrapping_add(large));
        }
        let mut s = state.clone();
        for t in 0..64 {
            let (a, e) = (s[0], s[4]);
            let turned = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let chosen = (e & s[5]) ^ (!e & s[6]);
            let first =
                [turned, chosen, k[t], w[t]].iter().fold(s[7], |sum, x| sum.wrapping_add(*x));
            let turned = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let most = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
            s.rotate_right(1);
            s[0] = first.wrapping_add(turned).wrapping_add(most);
            s[4] = s[4].wrapping_add(first);
        }
        state = state.iter().zip(&s).map(|(old, new)| old.wrapping_add(*new)).collect();
    }
    state.iter().flat_map(|word| word.to_be_bytes()).fold(String::new(), |mut text, byte| {
        text.extend(
            [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[half as usize])),
        );
        text
    })
}
