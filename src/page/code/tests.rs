use super::*;

fn drawn(language: &str, text: &str, width: usize) -> Vec<Line> {
    let mut canvas = Canvas::new(width);
    draw(&mut canvas, language, text);
    canvas.drawn.lines
}

#[test]
fn long_lines_are_wrapped_with_a_mark_and_tabs_are_aligned() {
    let lines: Vec<_> = drawn("", "abcdefgh\n\n\tx\ty  ", 7).iter().map(Line::plain).collect();
    assert_eq!(lines, ["abcdefg", "↪ h", "", "    x", "↪ y"]);
}

#[test]
fn lines_end_between_words_where_that_leaves_them_half_full() {
    let cases: [(&str, &[&str]); 5] = [
        ("(3 × 20)  =  140 / 4", &["(3 × 20)  =", "↪ 140 / 4"]),
        ("a bcdefghijklmnopqrst", &["a bcdefghijkl", "↪ mnopqrst"]),
        ("0123456789012 x", &["0123456789012", "↪ x"]),
        ("one two three four fives", &["one two three", "↪ four fives"]),
        ("one two three      four", &["one two three", "↪ four"]),
    ];
    for (text, expected) in cases {
        let lines: Vec<_> = drawn("", text, 13).iter().map(Line::plain).collect();
        assert_eq!(lines, expected, "{text}");
    }
}

#[test]
fn comments_are_dim_and_keywords_strong_but_not_inside_texts() {
    let role = |language: &str, text: &str, piece: &str| {
        let lines = drawn(language, text, 60);
        let mut spans = lines.iter().flat_map(|line| &line.spans);
        spans.find(|span| span.text.contains(piece)).map(|span| span.role)
    };
    let cases = [
        ("python", "return x  # half", "# half", Role::Dim),
        ("python", "return x", "return", Role::Strong),
        ("python", "print('return # it')", "return # it", Role::Code),
        ("python", "'''\nfor\n'''", "for", Role::Code),
        ("python", "returned = 1", "returned", Role::Code),
        ("rust", "a(); /* if\nelse */ b()", "else", Role::Dim),
        ("rust", "let c = '\"'; // mark", "// mark", Role::Dim),
        ("bash", "echo a#b", "a#b", Role::Code),
        ("text", "for a in b # c", "for a in b # c", Role::Code),
    ];
    for (language, text, piece, expected) in cases {
        assert_eq!(role(language, text, piece), Some(expected), "{piece} in {language}: {text}");
    }
}
