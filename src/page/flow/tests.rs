use super::*;

/// The lines of a text made of these runs.
fn wrapped(runs: &[(&str, Form)], room: usize) -> Vec<String> {
    let mut text = Text::default();
    for &(words, form) in runs {
        text.push(clean_line(words), Role::Text, form, None);
    }
    text.wrap(room)
        .lines
        .iter()
        .map(|line| line.spans.iter().map(|s| s.text.as_str()).collect())
        .collect()
}

/// Runs, the room, the lines.
type Case = (&'static [(&'static str, Form)], usize, &'static [&'static str]);

#[test]
fn words_keep_together_across_runs_and_lines_have_no_spaces_at_their_ends() {
    use Form::{Break, Exact, Whole, Words};
    let cases: [Case; 13] = [
        (&[("one two three", Words)], 7, &["one two", "three"]),
        (&[("one  two ", Words), (" three", Words)], 20, &["one two three"]),
        (&[("a b", Words), ("c, d", Words)], 4, &["a", "bc,", "d"]),
        (&[("a longlongword b", Words)], 5, &["a", "longl", "ongwo", "rd b"]),
        (&[("x  =  1 ", Exact), ("y", Words)], 20, &["x  =  1 y"]),
        (&[("so ", Words), ("a + b", Whole), (".", Words)], 8, &["so", "a + b."]),
        (&[("a + b + c + d", Whole)], 6, &["a +", "b +", "c + d"]),
        (&[("one", Words), ("", Break), ("two", Words)], 20, &["one", "two"]),
        (&[("it is 2 × 3", Words)], 8, &["it is", "2 × 3"]),
        (&[("about 31 % of it", Words)], 9, &["about", "31 % of", "it"]),
        (&[("注意力机制。注意力", Words)], 10, &["注意力机", "制。注意力"]),
        (
            &[("e\u{301}e\u{301}e\u{301} e\u{301}", Words)],
            4,
            &["e\u{301}e\u{301}e\u{301}", "e\u{301}"],
        ),
        (&[], 5, &[""]),
    ];
    for (runs, room, expected) in cases {
        assert_eq!(wrapped(runs, room), expected, "{runs:?} in {room}");
    }
}

#[test]
fn a_wrapped_link_has_one_place_on_each_line_that_follow_each_other() {
    let mut text = Text::default();
    text.words("see the ", Role::Text);
    let link = Some(text.target(Target::Heading("x".to_owned())));
    text.push(clean_line("dot product"), Role::Link, Form::Words, link);
    text.push(clean_line(" of two"), Role::Link, Form::Words, link);
    text.words(", now", Role::Text);
    let drawn = text.wrap(14);
    let lines: Vec<_> = drawn.lines.iter().map(Line::plain).collect();
    assert_eq!(lines, ["see the dot", "product of", "two, now"]);
    let places: Vec<_> = drawn.places.iter().map(|p| (p.line, p.column, p.width)).collect();
    assert_eq!(places, [(0, 8, 3), (1, 0, 10), (2, 0, 3)]);
}
