use super::*;

#[test]
fn the_gate_lets_nothing_through_that_a_terminal_obeys() {
    let hostile = "a\u{1b}]52;c;x\u{7}b\u{9b}31m\u{202e}c\u{7f}\u{85}\rd\u{feff}";
    let shown = clean(hostile);
    assert_eq!(shown, "a␛]52;c;x␇b\\u{9b}31m\\u{202e}c␡\\u{85}d\\u{feff}");
    assert_eq!(clean("two\nlines\tand a tab"), "two\nlines\tand a tab");
    assert_eq!(clean_line("two\nlines\tand a tab"), "two lines and a tab");
    assert_eq!(Line::of("x\u{1b}[2Jy", Role::Text).plain(), "x␛[2Jy");
}

#[test]
fn texts_are_cut_and_wrapped_in_cells() {
    assert_eq!(fit("attention", 20), "attention");
    assert_eq!(fit("attention mechanism", 10), "attention…");
    assert_eq!(fit("注意力机制", 7), "注意力…");
    assert_eq!(wrap_words("one two  three", 7), ["one two", "three"]);
    assert_eq!(wrap_words("a longlongword", 5), ["a", "longl", "ongwo", "rd"]);
    assert_eq!(wrap_words("", 5), [""]);
}

#[test]
fn a_line_is_cut_across_spans_and_marked_by_cells() {
    let line = Line::of("Dot ", Role::Text).with("product", Role::Link).with(" here", Role::Dim);
    assert_eq!(line.clone().cut(8).plain(), "Dot pro…");
    assert_eq!(line.clone().cut(4).plain(), "Dot…");
    assert_eq!(line.clone().cut(11).plain(), "Dot produc…");
    let mut marked = line;
    marked.mark(4, 7, Mark::Focus);
    let focus: Vec<_> = marked.spans.iter().filter(|span| span.mark == Mark::Focus).collect();
    assert_eq!(focus.len(), 1);
    assert_eq!(focus[0].text, "product");
}

#[test]
fn ascii_stands_in_cell_for_cell() {
    let drawn = "✓ Dot ──┐ ─▸ ● ▃ … “é”";
    let plain = ascii(drawn);
    assert_eq!(width(&plain), width(drawn));
    assert_eq!(plain, "x Dot --+ -> @ - ~ \"é\"");
}

#[test]
fn bars_show_every_share_above_zero() {
    assert_eq!([bar(0.0), bar(1e-9), bar(0.5), bar(1.0), bar(f64::NAN)], [' ', '▁', '▄', '█', ' ']);
}
