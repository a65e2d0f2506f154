//! Guesses, breaks and comparisons in the open demo: keys in, screens out.

use crate::support::{Reader, folder};
use fingerpost::app::msg::Msg;
use fingerpost::content;

/// A reader at the step `weights` of the first demo of the attention page.
fn at_weights(size: (usize, usize)) -> Reader {
    let mut reader = Reader::start_at(content::embedded(), size, None, Some("attention-mechanism"));
    reader.keys("e Esc Enter").sees("[8 weights]");
    reader
}

/// A reader in one demo with its defaults.
fn in_demo(demo: &str, size: (usize, usize)) -> Reader {
    let text = format!("# Alpha\n\n```demo\n{demo}\n```\n");
    let dir = folder(&[("alpha.md", &text)]);
    let loaded = content::folder(dir.path()).expect("a library");
    let mut reader = Reader::start_at(loaded, size, None, Some("alpha"));
    reader.keys("Tab Enter").sees(&format!("▶ {demo}"));
    reader
}

#[test]
fn a_guess_covers_its_row_and_is_judged_by_the_report() {
    for size in [(120, 40), (80, 24)] {
        let mut reader = at_weights(size);
        reader.sees("Guess first (g): Which word does").sees(".648 ▆");
        reader.keys("g").misses(".648").misses("Guess first").misses("This cell").misses("Checks");
        reader.sees("your guess ›").sees("Type one of the, dog, barked, because, it, saw");
        reader.shows(&format!("guess-{}x{}", size.0, size.1));
        reader.types("bark").keys("Enter").sees("You guessed barked (.041). It is dog (.648).");
        reader.sees("0 of 1 right so far").sees("[.648 ▆]").misses("Guess first");
        // The verdict belongs to its step.
        reader.keys("n").misses("You guessed").keys("p").sees("You guessed barked");
    }
}

#[test]
fn a_guess_about_a_sentence_of_ones_own_is_judged_right() {
    let mut reader = at_weights((100, 30));
    reader.keys("g 2 Enter").sees("You guessed dog (.648), and that is right.").sees("1 of 1");
    reader.keys("e C-u").types("the cat slept").keys("Enter").misses("You guessed");
    reader.sees("Which word does \"slept\" look at most?");
    reader.keys("g").types("CAT").keys("Enter").sees("You guessed cat (.771), and that is right.");
    reader.sees("2 of 2 right so far");
}

#[test]
fn nobody_has_to_answer_to_go_on() {
    let mut reader = at_weights((100, 30));
    reader.keys("g").misses(".648").keys("Esc").sees(".648").sees("Guess first");
    reader.keys("g").clicks("output ›").sees("[9 output]").misses("your guess");
    reader.keys("p g").clicks("‹ scaled").sees("[7 scaled]").keys("Esc").sees("^P topics");
    // What cannot begin an answer is a key as ever; what can is text.
    let mut reader = at_weights((100, 30));
    reader.keys("g n").sees("[9 output]").keys("p g").types("b").sees("your guess › b");
    reader.keys("n").sees("your guess › bn").keys("Esc p g n").sees("[8 weights]");
    let mut reader = at_weights((120, 40));
    reader.clicks("Guess first").sees("your guess ›").keys("Esc Esc").sees("^P topics");
}

#[test]
fn what_is_no_answer_is_said_and_can_be_mended() {
    let mut reader = at_weights((100, 30));
    reader.keys("g").types("b").keys("Enter");
    reader.sees("\"b\" may be barked or because; more letters are needed").misses(".648");
    reader.types("e").keys("Enter").sees("You guessed because (.041)");
    // With the step's question answered, g asks for the number in focus.
    reader.keys("g").sees("What is weights[saw, dog]?").sees("Two decimals are enough.");
    reader.types("x").keys("Enter").sees("\"x\" is given; a number is expected");
    reader.keys("Backspace").types(".65").keys("Enter");
    reader.sees("You guessed .65, and that is right: weights[saw, dog] is 0.648.").sees("1 of 2");
}

#[test]
fn a_wrong_number_is_explained() {
    let mut reader = at_weights((120, 40));
    reader.keys("g 2 Enter Up g").sees("What is weights[it, dog]?");
    reader.sees("weights[it, dog] = ?").sees("from scaled[it, dog] 3.182").misses(".702");
    reader.types("0.85").keys("Enter").sees("0.848 is what comes out without the scaling by 1/√2.");
    reader.keys("g").types("0.65").keys("Enter").sees("1 of 3 right so far");
    // Any table: the product of a step before.
    reader.keys("p g").sees("What is scaled[it, dog]?").types("4.5").keys("Enter");
    reader.sees("4.50 is what comes out");
}

#[test]
fn labels_in_the_order_of_the_answer_are_covered_too() {
    let mut reader = in_demo("embeddings", (100, 36));
    reader.keys("p p p p p p n n").sees("[3 neighbours]").sees("queen   [0.82]");
    reader.keys("g").sees("Type one of man, woman, boy").misses("0.82").misses("▸ queen");
    reader.types("king").keys("Enter");
    reader.sees("You guessed king (1.00), which is left out. It is queen (0.82).");
}

#[test]
fn a_table_that_comes_to_the_same_numbers_is_covered_too() {
    let mut reader = in_demo("softmax", (80, 24));
    reader.sees("shares").sees(".644").keys("g").sees("What share does the largest").misses(".644");
    reader.types("0.3").keys("Enter").sees("0 of 1 right so far");
}

#[test]
fn a_break_shows_what_it_changes() {
    for size in [(120, 40), (80, 24)] {
        let mut reader = at_weights(size);
        reader.keys("b").sees("compared with before: scaling on → off").sees("weights − before");
        reader.sees("largest change: weights[saw, dog] .648 → .801 (+.152)");
        reader.shows(&format!("broken-{}x{}", size.0, size.1));
        reader.keys("p p p").sees("no number changes here; first at step 7 scaled");
        reader.clicks("step 7 sc").sees("[7 scaled]").sees("scaled − before");
        // The next way is told apart from what was whole, not from the way before.
        reader.keys("b").sees("mask none → causal").misses("scaling on");
        reader.keys("2").sees("mended").misses("compared with");
    }
}

#[test]
fn two_settings_are_compared_until_the_reader_ends_it() {
    let mut reader = at_weights((120, 40));
    reader.keys("=").sees("kept as A").keys("Down").sees("compared with A: nothing is changed yet");
    reader.keys("b").sees("compared with A: scaling on → off").sees("weights − A");
    reader.keys("b").sees("compared with A: mask none → causal").shows("compared-120x40");
    reader.keys("p").sees("masked is new: A has no such table");
    reader.keys("r").sees("[8 weights]").sees("compared with A: nothing is changed yet");
    reader.keys("e C-u").types("the cat slept").keys("Enter").sees("→ the cat slept");
    reader.sees("weights is 3 × 3 now and 6 × 6 in A: tables of unlike shape cannot be subtracted");
    reader.keys("=").sees("the comparison has ended").misses("in A");
}

#[test]
fn where_there_is_room_both_settings_stand_side_by_side() {
    let mut reader = at_weights((120, 40));
    reader.keys("p p p p p Left = e C-u 9 Enter").sees("A: w_q").sees("w_q − A");
    reader.sees("largest change: w_q[filler, 2]").shows("beside-120x40");
    reader.keys("n").sees("no number changes here; first at step 3 queries");
}

#[test]
fn masked_numbers_that_stay_masked_are_no_difference() {
    let mut reader = at_weights((120, 40));
    reader.keys("s Down Right Esc p").sees("[8 masked]").sees("−∞").keys("= 1");
    reader.sees("masked − A").sees("largest change: masked[it, dog] 3.18 → 4.50 (+1.32)");
    reader.misses("nan").misses("+∞");
}

#[test]
fn a_table_is_copied_as_markdown_with_all_its_digits() {
    let mut reader = at_weights((100, 30));
    reader.keys("T").sees("the table weights, as Markdown").keys("Y");
    let [markdown, tsv] = reader.copied() else { panic!("two copies") };
    assert!(markdown.starts_with("| weights | "), "{markdown}");
    assert!(markdown.lines().all(|line| line.matches('|').count() == 8), "{markdown}");
    let number = tsv.lines().nth(5).and_then(|line| line.split('\t').nth(2)).expect("a number");
    assert!(number.len() > 10 && markdown.contains(number), "{number}");
}

#[test]
fn guesses_and_comparisons_fit_every_window() {
    for size in [(40, 12), (59, 16), (80, 24), (120, 40), (200, 60)] {
        for keys in ["g", "g x Enter", "g 2 Enter", "b", "= 2", "= 2 g"] {
            let mut reader = at_weights((100, 30));
            reader.keys(keys).resize(size.0, size.1);
            reader.tell(Msg::Wheel(3));
            reader.keys("Down PgDn PgUp");
            let screen = reader.screen();
            assert_eq!(screen.lines().count(), size.1, "{screen}");
            for line in screen.lines() {
                assert!(fingerpost::ink::width(line) <= size.0, "{screen}");
            }
        }
    }
}
