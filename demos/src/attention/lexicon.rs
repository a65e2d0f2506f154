//! The small lexicon: common words as hand-set rows of four features, and stand-ins for others.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What the four numbers of a word say it is.
pub(crate) const FEATURES: [&str; 4] = ["thing", "action", "pointer", "filler"];

const THING: [f64; 4] = [1.0, 0.0, 0.0, 0.0];
const BEING: [f64; 4] = [0.9, 0.2, 0.0, 0.0];
const ACTION: [f64; 4] = [0.0, 1.0, 0.0, 0.0];
const SENSE: [f64; 4] = [0.0, 1.0, 0.2, 0.0];
const POINTER: [f64; 4] = [0.2, 0.0, 1.0, 0.0];
const PERSON: [f64; 4] = [0.3, 0.0, 0.9, 0.0];
const FILLER: [f64; 4] = [0.0, 0.0, 0.0, 1.0];
const HELPER: [f64; 4] = [0.0, 0.3, 0.0, 0.8];
const EITHER: [f64; 4] = [0.6, 0.6, 0.0, 0.0];

const LEXICON: &[([f64; 4], &str)] = &[
    (THING, "dog house tree ball book car city door food king moon river stone street table water"),
    (BEING, "animal bird boy cat child girl man mouse queen robot teacher woman"),
    (ACTION, "ate barked bought broke chased chases fell ran sat slept wrote"),
    (SENSE, "found heard liked saw wanted"),
    (POINTER, "it that this which who"),
    (PERSON, "he her him i she them they we you"),
    (FILLER, "a an and at because but for in of on or the to with"),
    (HELPER, "are did has is not was were"),
    (EITHER, "drink love play run walk work"),
];

/// A word as the model sees it.
#[derive(Debug, PartialEq)]
pub(crate) struct Embedded {
    /// Its four features.
    pub(crate) features: [f64; 4],
    /// Whether they are a random stand-in.
    pub(crate) random: bool,
}

/// Looks a word up, case and the punctuation round it aside. A word that is not there gets four
/// numbers that depend on the word alone, the same on every machine.
pub(crate) fn embed(word: &str) -> Embedded {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(is_punctuation);
    let key = if bare.is_empty() { &lower } else { bare };
    let known = LEXICON.iter().find(|(_, words)| words.split(' ').any(|known| known == key));
    match known {
        Some((features, _)) => Embedded { features: *features, random: false },
        None => Embedded { features: stand_in(key), random: true },
    }
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || "“”‘’„‚«»‹›…–—·¡¿、。，．！？：；「」『』（）".contains(c)
}

/// Two decimals from −1 to 1, drawn with the word's FNV-1a hash as the seed.
fn stand_in(word: &str) -> [f64; 4] {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut random = Xoshiro256PlusPlus::seed_from_u64(hash);
    std::array::from_fn(|_| {
        let unit = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let hundredths = ((2.0 * unit - 1.0) * 100.0).round();
        // Adding zero turns −0 into 0.
        hundredths / 100.0 + 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_up_whatever_their_case_and_punctuation() {
        for word in ["it", "It", "IT,", "“it”", "(it)…"] {
            assert_eq!(embed(word), Embedded { features: POINTER, random: false }, "{word}");
        }
        for (word, features) in
            [("dog", THING), ("barked", ACTION), ("saw", SENSE), ("the", FILLER)]
        {
            assert_eq!(embed(word), Embedded { features, random: false }, "{word}");
        }
    }

    #[test]
    fn a_stand_in_depends_on_the_word_alone() {
        let one = embed("Zebra,");
        assert!(one.random);
        assert_eq!(one, embed("zebra"));
        assert_ne!(one, embed("zebras"));
        for word in ["…", "日本", "cafe\u{301}", "🙂"] {
            let made = embed(word);
            assert!(made.random, "{word}");
            for value in made.features {
                let hundredths = value * 100.0;
                assert!(value.abs() <= 1.0 && (hundredths - hundredths.round()).abs() < 1e-9);
            }
        }
        assert_ne!(embed("cafe\u{301}"), embed("cafe"));
    }

    #[test]
    fn no_word_stands_twice() {
        let mut words: Vec<_> = LEXICON.iter().flat_map(|(_, words)| words.split(' ')).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(count >= 60, "{count}");
    }
}
