//! Sentences made from a report: where its numbers come from, what a cell says, its formula in
//! names.

use super::expression::{self, Expression, Style};
use super::labels::{cell_name, column_name, row_name};
use super::number::{measured, percent, spoken};
use crate::ink::{clean_line, fit, width};
use fingerpost_demos::ParamKind;
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Check, Kind, Origin, Relation, Report, Rule, Step, Table};

/// Where the given numbers come from, in two to four words.
pub fn origin(report: &Report) -> String {
    let model = report.tables().any(|table| table.kind == Kind::WeightMatrix);
    match &report.origin {
        Origin::HandSet if model => "hand-set weights".to_owned(),
        Origin::HandSet => "hand-set numbers".to_owned(),
        Origin::Random { seed } => format!("random numbers, seed {seed}"),
        Origin::Trained { steps: Some(steps), .. } => format!("trained for {steps} steps"),
        Origin::Trained { steps: None, .. } => "trained numbers".to_owned(),
        Origin::Published => "published numbers".to_owned(),
        Origin::Given => "numbers as given".to_owned(),
    }
}

/// Origin and facts, the line in the head of every screen; facts that do not fit into `cells` are
/// left out whole.
pub fn facts(report: &Report, cells: usize) -> String {
    let origin = origin(report);
    // A demo may say the same in its own words, "hand-set scores"; either stands first.
    let kind = origin.split(' ').next();
    let same = |fact: &&String| fact.split(' ').next() == kind;
    let first = report.facts.iter().find(same).unwrap_or(&origin);
    let mut words = fit(first, cells);
    for fact in report.facts.iter().filter(|fact| !same(fact)) {
        let longer = format!("{words} · {fact}");
        if width(&longer) > cells {
            break;
        }
        words = longer;
    }
    words
}

/// The words of the report and which of them are random stand-ins.
pub fn unknown(report: &Report) -> Option<(&[String], &[usize])> {
    let table = report.tables().find(|table| !table.random_rows.is_empty())?;
    Some((&table.rows, &table.random_rows))
}

/// Whether all words of a sentence stand at the rows of one table. With a matrix of the reader's own
/// they may stand nowhere; then the demo does not run on the sentence.
pub fn names_rows(report: &Report, sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let stand = |table: &Table| words.iter().all(|word| table.rows.iter().any(|row| row == word));
    !words.is_empty() && report.tables().any(stand)
}

/// What the demo runs on: its sentence where it has one, else its first parameters.
pub fn subject(report: &Report) -> String {
    let text = report.params.iter().find(|(name, _)| name == "text").map(|(_, text)| text.as_str());
    if let Some(text) = text.filter(|text| names_rows(report, text)) {
        return clean_line(text).into_owned();
    }
    // Of settings only those that somebody has changed; and where a demo begins with a setting,
    // its matrices are settings too.
    let spec = fingerpost_demos::find(report.demo).map(fingerpost_demos::Demo::spec);
    let first = spec.and_then(|spec| spec.params.first());
    let begins_with_setting = first.is_some_and(|first| {
        !matches!(first.kind, ParamKind::Matrix { .. } | ParamKind::Tokens { .. })
    });
    let telling = |name: &str, value: &str| {
        let Some(param) = spec.and_then(|spec| spec.param(name)) else { return true };
        match param.kind {
            ParamKind::Tokens { .. } => true,
            ParamKind::Matrix { .. } if !begins_with_setting => true,
            _ => param.default != value,
        }
    };
    let said = |(name, value): &&(String, String)| {
        name != "text" && !value.is_empty() && value.len() <= 60 && telling(name, value)
    };
    let short = report.params.iter().filter(said);
    let words: Vec<_> = short.take(4).map(|(name, value)| format!("{name} {value}")).collect();
    clean_line(&words.join(" · ")).into_owned()
}

/// `asks ↓   looks at →`, without an axis that has no name or no second place.
pub fn axes(table: &Table) -> String {
    let mut words = Vec::new();
    if !table.row_axis.is_empty() && table.values.nrows() > 1 {
        words.push(format!("{} ↓", table.row_axis));
    }
    if !table.col_axis.is_empty() && table.values.ncols() > 1 {
        words.push(format!("{} →", table.col_axis));
    }
    words.join("   ")
}

/// One sentence that says what a cell means, with its number.
pub fn sentence(report: &Report, cell: &CellRef) -> Option<String> {
    let table = report.table(&cell.table)?;
    let value = report.at(cell)?;
    if super::grid::is_share(table.kind) && are_shares(table, cell.row) {
        let what = if table.kind == Kind::Weight { "weight" } else { "probability" };
        let (share, to) = (percent(value), quoted("column", &column_name(table, cell.col)));
        return Some(if table.values.nrows() == 1 {
            upper_first(&format!("{to} gets {share} of the {what}."))
        } else {
            let from = quoted("row", &row_name(table, cell.row));
            upper_first(&format!("{from} gives {share} of its {what} to {to}."))
        });
    }
    let result = spoken(value, table.kind);
    if value == f64::NEG_INFINITY {
        return Some(format!("{} is masked: it takes no part.", cell_name(report, cell)));
    }
    let name = cell_name(report, cell);
    if let Some(symbols) = symbolic(report, table, cell) {
        return Some(format!("{symbols} = {result}"));
    }
    let how = arithmetic(report, cell).filter(|how| !how.is_plain() && how.longest() <= 4);
    Some(match how.map(|how| how.set(style(report, table, &how, 4)).plain()) {
        Some(how) => format!("{name} = {how} = {result}"),
        None => format!("{name} = {result}"),
    })
}

/// Whether the row is shares of one: a reader may put in weights that are not, and these are no
/// percentages of anything. The bound leaves room for numbers given with a few digits.
fn are_shares(table: &Table, row: usize) -> bool {
    let row = table.values.row(row);
    row.len() > 1 && row.iter().all(|value| *value >= 0.0) && (row.sum() - 1.0).abs() < 1e-3
}

/// How a cell's arithmetic is set: the kinds are those of the tables that its rule reads.
pub fn style(report: &Report, table: &Table, expression: &Expression, terms: usize) -> Style {
    let of = table.rule.of();
    let kind = |index: usize| of.get(index).and_then(|id| report.table(id)).map(|of| of.kind);
    let kinds = match (&table.rule, expression) {
        (Rule::Scale { .. }, Expression::Product(_)) => [None, kind(0)],
        (Rule::Scale { .. } | Rule::Reduce { .. } | Rule::Normalize { .. }, _) => [kind(0), None],
        _ if of.len() > 1 => [kind(0), kind(1)],
        _ => [kind(0), kind(0)],
    };
    Style { terms, kinds }
}

/// `"dog"`, or `column 3` where the label is only a number.
fn quoted(what: &str, label: &str) -> String {
    let number = label.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("{what} {label}") } else { format!("\"{label}\"") }
}

fn upper_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// The cell's rule in names: `q[it] · k[dog]`. `None` where the rule has no short form.
pub fn symbolic(report: &Report, table: &Table, cell: &CellRef) -> Option<String> {
    let named = |id: &String| report.table(id);
    Some(match &table.rule {
        Rule::MatmulT { of } => {
            let (a, b) = (named(&of[0])?, named(&of[1])?);
            format!("{} · {}", line(a, &row_name(a, cell.row)), line(b, &row_name(b, cell.col)))
        }
        Rule::Matmul { of } => {
            let (a, b) = (named(&of[0])?, named(&of[1])?);
            let column = if b.values.ncols() == 1 {
                b.id.clone()
            } else {
                format!("column {} of {}", column_name(b, cell.col), b.id)
            };
            format!("{} · {column}", line(a, &row_name(a, cell.row)))
        }
        _ => return None,
    })
}

/// `q[it]`, or `a` alone where the table has one row.
fn line(table: &Table, row: &str) -> String {
    if table.values.nrows() == 1 { table.id.clone() } else { format!("{}[{row}]", table.id) }
}

/// The opened arithmetic of a cell, tidied for reading; `None` where it is given or unreadable.
pub fn arithmetic(report: &Report, cell: &CellRef) -> Option<Expression> {
    let opened = evaluate::open(report, cell)?;
    if opened.operands.is_empty() {
        return None;
    }
    expression::parse(&opened.expression)
}

/// A check with its measured value: `rows sum to 1: 1.1e-16 ≤ 1e-12`.
pub fn check(check: &Check) -> String {
    let relation = match check.relation {
        Relation::AtMost => "≤",
        Relation::AtLeast => "≥",
    };
    let (value, bound) = (measured(check.value), measured(check.bound));
    // "rows sum to 1: largest gap" says what the value is; else the claim ends here.
    let colon = if check.claim.contains(": ") { "" } else { ":" };
    format!("{}{colon} {value} {relation} {bound}", check.claim)
}

/// What is said behind the mark of a check that did not go as usual.
pub fn verdict(check: &Check) -> &'static str {
    match (check.holds(), check.expected) {
        (true, true) => "",
        (false, true) => " does not hold",
        (false, false) => " broken on purpose",
        (true, false) => " holds all the same",
    }
}

/// The step of this id or title, in any case.
pub fn step_named(report: &Report, name: &str) -> Option<usize> {
    let is = |text: &str| text.eq_ignore_ascii_case(name.trim());
    let by_id = report.steps.iter().position(|step| is(step.id));
    by_id.or_else(|| report.steps.iter().position(|step| is(step.title)))
}

/// The step that a figure shows: the last one with shares, else the last with a cell to look at.
pub fn telling_step(report: &Report) -> usize {
    let shares = |step: &Step| {
        step.look
            .as_ref()
            .and_then(|cell| report.table(&cell.table))
            .is_some_and(|table| super::grid::is_share(table.kind))
    };
    let last = |fits: &dyn Fn(&Step) -> bool| report.steps.iter().rposition(fits);
    last(&shares)
        .or_else(|| last(&|step| step.look.is_some()))
        .or_else(|| last(&|step| !step.tables.is_empty()))
        .unwrap_or(0)
}
