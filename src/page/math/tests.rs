use super::*;

#[test]
fn formulas_on_one_line_read_as_they_were_meant() {
    let cases = [
        (r"x", "x"),
        (r"a+b", "a + b"),
        (r"-x", "−x"),
        (r"(-1)^2", "(−1)²"),
        (r"2 \cdot 3 = 6", "2 · 3 = 6"),
        (r"x_{i+1}", "xᵢ₊₁"),
        (r"q_{ij}", "q_ij"),
        (r"q_{ij} k_{ij}", "q_ij k_ij"),
        (r"q_{i,j}", "q_(i,j)"),
        (r"x^{\theta+1}", "x^(θ+1)"),
        (r"x^{n+1}", "xⁿ⁺¹"),
        (r"x^10", "x¹0"),
        (r"e^{x_i}", "e^(xᵢ)"),
        (r"QK^\top", "QKᵀ"),
        (r"x'_i", "xᵢ′"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\frac{1}{2a}", "1/(2a)"),
        (r"\frac{1}{2}x", "(1/2)x"),
        (r"\frac{1}{n}(a+b)", "(1/n)(a + b)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"a = \frac{1}{2} + c", "a = 1/2 + c"),
        (r"\log\frac{a}{b}", "log (a/b)"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"{\frac{a}{b}}^2", "(a/b)²"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt{d_k}", "√dₖ"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"\sqrt[3]{a+b}", "³√(a + b)"),
        (r"\sum_{i=1}^{n} a_i b_i", "Σᵢ₌₁ⁿ aᵢbᵢ"),
        (r"\ln n", "ln n"),
        (r"\exp(x)", "exp(x)"),
        (r"2\ln 3", "2 ln 3"),
        (r"x \in \mathbb{R}^d", "x ∈ ℝᵈ"),
        (r"p(x|y) \le 1", "p(x|y) ≤ 1"),
        (r"1{,}000", "1,000"),
        (r"f(a, b)", "f(a, b)"),
        (r"d_{\text{head}} = 2", "d_head = 2"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\|v\| \approx 3.6", "‖v‖ ≈ 3.6"),
        (r"\hat{y}", "y\u{302}"),
        (r"a \quad b", "a  b"),
        (r"\max_i x_i", "maxᵢ xᵢ"),
        (r"\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", "softmax(QKᵀ/√dₖ)V"),
    ];
    for (tex, expected) in cases {
        assert_eq!(line(tex).as_deref(), Some(expected), "{tex}");
    }
}

#[test]
fn what_is_not_understood_gives_nothing() {
    let cases = [
        r"\unknowncmd{x}",
        r"\begin{matrix} 1 & 2 \end{matrix}",
        r"\frac{a}",
        r"\frac",
        r"x_",
        r"x_1_2",
        r"{a",
        r"a}",
        r"\left( a",
        r"\hat{ab}",
        r"\",
        r"",
        "\u{1b}[2J",
        r"\mathbb{X}",
    ];
    for tex in cases {
        assert_eq!(line(tex), None, "{tex}");
        assert_eq!(display(tex), None, "{tex}");
    }
    assert_eq!(line(&"{".repeat(100_000)), None);
    assert_eq!(line(&r"\sqrt".repeat(500)), None);
    assert_eq!(line(&"x^".repeat(2000)), None);
}

#[track_caller]
fn check(tex: &str, expected: &str) {
    let drawn = display(tex).unwrap_or_default().join("\n");
    let expected: Vec<_> = expected.trim_matches('\n').lines().map(str::trim_end).collect();
    assert_eq!(drawn, expected.join("\n"), "{tex} is drawn as\n{drawn}");
}

#[test]
fn a_fraction_is_stacked_on_a_rule() {
    check(
        r"\text{softmax}(x)_i = \frac{e^{x_i}}{\sum_{j=1}^{n} e^{x_j}}",
        "
                  xᵢ
                 e
softmax(x)ᵢ = ──────────
                n   x_j
                Σ  e
               j=1",
    );
}

#[test]
fn delimiters_grow_and_what_stands_beside_them_stays_on_the_line() {
    check(
        r"A = \left(\frac{QK^\top}{\sqrt{d_k}}\right) V",
        "
    ⎛ QKᵀ ⎞
A = ⎜─────⎟V
    ⎝ √dₖ ⎠",
    );
}

#[test]
fn a_tall_base_carries_its_exponent_at_its_corner() {
    check(
        r"\left(\frac{a}{b}\right)^2 + \sqrt{\frac{1}{2}}",
        "
⎛ a ⎞²    ⎛ 1 ⎞
⎜───⎟  + √⎜───⎟
⎝ b ⎠     ⎝ 2 ⎠",
    );
}

#[test]
fn two_rows_stand_below_each_other() {
    check(r"a = 1 \\ b = 2", "a = 1\nb = 2");
    assert_eq!(line(r"a = 1 \\ b = 2").as_deref(), Some("a = 1; b = 2"));
}
