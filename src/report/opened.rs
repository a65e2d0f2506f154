//! The panel *This cell*: its arithmetic, its operands, and where both came from.

use super::expression::{Expression, Style};
use super::labels::cell_name;
use super::layout::blank;
use super::number::{measured, operand, spoken};
use super::trail::trail;
use super::{LessonTarget, grid, words};
use crate::ink::{Drawn, Line, Place, Role, width, wrap_words};
use fingerpost_demos::evaluate;
use fingerpost_demos::report::{CellRef, Kind, Report, Rule, Table};

/// More operands than this are listed side by side.
const LISTED: usize = 4;
/// And of those, at most this many; the rest is counted.
const SHOWN: usize = 12;

/// The panel for one cell; `opened` are the cells through which the reader came here.
pub fn panel(
    report: &Report,
    cell: &CellRef,
    opened: &[CellRef],
    cells: usize,
) -> Drawn<LessonTarget> {
    let mut drawn = Drawn::default();
    let (Some(table), Some(value)) = (report.table(&cell.table), report.at(cell)) else {
        return drawn;
    };
    heading(report, cell, opened, cells, &mut drawn);
    let name = format!("{} = ", cell_name(report, cell));
    let masked = value == f64::NEG_INFINITY && matches!(table.rule, Rule::Mask { .. });
    let Some(expression) = words::arithmetic(report, cell).filter(|_| !masked) else {
        given(report, table, cell, value, &mut drawn);
        wrap_all(&mut drawn, cells);
        return drawn;
    };
    arithmetic(report, &name, (table, cell, value), &expression, cells, &mut drawn);
    operands(report, cell, cells, &mut drawn);
    drawn
}

fn heading(
    report: &Report,
    cell: &CellRef,
    opened: &[CellRef],
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let title = Line::of("This cell", Role::Subheading);
    let path = trail(report, cell, opened, cells);
    let column = title.width() + 4;
    let fits = path.lines.len() == 1 && column + path.lines[0].width() <= cells;
    drawn.lines.push(title);
    if fits {
        let joined = super::layout::beside(std::mem::take(drawn), path, column);
        *drawn = joined;
    } else {
        drawn.append(trail(report, cell, opened, cells.saturating_sub(2)), 2, |target| target);
    }
}

/// A cell that opens to nothing: put in, measured, or of a rule that cannot be read here.
fn given(
    report: &Report,
    table: &Table,
    cell: &CellRef,
    value: f64,
    drawn: &mut Drawn<LessonTarget>,
) {
    let mut line = Line::of(format!("{} = ", cell_name(report, cell)), Role::Text);
    line.push(spoken(value, table.kind), grid::role(table.kind, value));
    let why = match &table.rule {
        Rule::Given { .. } if table.random_rows.contains(&cell.row) => {
            "   given: random, made from the word, which the lexicon does not have".to_owned()
        }
        Rule::Given { from } => format!("   given: {}", words::source(from)),
        Rule::Observed { seed, step } => format!("   measured at step {step}, seed {seed}"),
        Rule::Mask { .. } if value == f64::NEG_INFINITY => "   masked: it takes no part".to_owned(),
        _ => evaluate::open(report, cell).map_or(String::new(), |opened| {
            if opened.operands.is_empty() {
                String::new()
            } else {
                format!("   = {}", opened.expression)
            }
        }),
    };
    line.push(why, Role::Dim);
    drawn.lines.push(line);
}

fn wrap_all(drawn: &mut Drawn<LessonTarget>, cells: usize) {
    let lines = std::mem::take(&mut drawn.lines);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.into_iter().enumerate() {
        if index == last {
            drawn.lines.extend(wrap(line, cells, 4));
        } else {
            drawn.lines.push(line);
        }
    }
}

/// The arithmetic behind the name, the middle step of a quotient, and the result.
fn arithmetic(
    report: &Report,
    name: &str,
    (table, cell, value): (&Table, &CellRef, f64),
    expression: &Expression,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let indent = width(name).saturating_sub(2).min(cells / 3);
    let mut first = Line::of(name, Role::Text);
    if let Some(symbols) = words::symbolic(report, table, cell) {
        first.push(symbols, Role::Dim);
        first.push(" = ", Role::Text);
    }
    let mut result = Line::of("= ", Role::Text);
    if let Some((above, below)) = expression.sides() {
        result.push(format!("{} / {} = ", measured(above), measured(below)), Role::Text);
    }
    result.push(spoken(value, table.kind), grid::role(table.kind, value));
    if expression.is_plain() {
        // Copied from another table: its name says more than the number once again.
        let from = super::walk::operand(report, cell, 0);
        first.push(
            from.map_or_else(|| spoken(value, table.kind), |from| cell_name(report, &from)),
            Role::Dim,
        );
        first.push(" ", Role::Text);
        first.extend(result);
        drawn.lines.extend(wrap(first, cells, indent + 2));
        return;
    }
    let roles = roles(report, table);
    let mut whole = first.clone();
    whole.extend(fitting(expression, roles, cells.saturating_sub(first.width())));
    if expression.sides().is_none() && whole.width() + 1 + result.width() <= cells {
        whole.push(" ", Role::Text);
        whole.extend(result);
        drawn.lines.push(whole);
        return;
    }
    if whole.width() <= cells || first.width() == width(name) {
        drawn.lines.extend(wrap_sums(whole, cells, indent + 2));
    } else {
        // The rule in names on one line, its numbers on the next.
        let mut numbers = Line::of("= ", Role::Text);
        numbers.extend(fitting(expression, roles, cells.saturating_sub(indent + 2)));
        first.spans.pop();
        drawn.lines.extend(wrap(first, cells, indent + 2));
        drawn.lines.extend(wrap_sums(numbers.indented(indent), cells, indent + 2));
    }
    drawn.lines.extend(wrap_sums(result.indented(indent), cells, indent + 2));
}

/// The expression with as many terms as fit into one line, at least two.
fn fitting(expression: &Expression, roles: [Role; 2], room: usize) -> Line {
    let mut terms = expression.longest().min(12);
    loop {
        let line = expression.set(Style { terms, roles });
        if line.width() <= room || terms <= 2 {
            return line;
        }
        terms -= 1;
    }
}

/// The roles of the numbers: those of the tables that the rule reads.
fn roles(report: &Report, table: &Table) -> [Role; 2] {
    let of = super::trail::read_by(&table.rule);
    let role = |index: usize| {
        let kind = of.get(index).and_then(|id| report.table(id)).map(|table| table.kind);
        kind.map_or(Role::Text, |kind| grid::role(kind, 1.0))
    };
    match &table.rule {
        Rule::Scale { .. } => [role(0), role(0)],
        _ if of.len() >= 2 => [role(0), role(1)],
        _ => [role(0), role(0)],
    }
}

fn operands(report: &Report, cell: &CellRef, cells: usize, drawn: &mut Drawn<LessonTarget>) {
    let Some(opened) = evaluate::open(report, cell) else { return };
    let Some((first, value)) = opened.operands.first() else { return };
    listed(report, first, *value, cells, true, drawn);
    if let Some((next, value)) =
        evaluate::open(report, first).and_then(|made| made.operands.first().cloned())
        && words::symbolic_of(report, &next).is_some()
    {
        let line = Line::of(format!("{} = ", operand(value)), Role::Dim);
        followed(report, &next, line, cells, drawn);
    }
    let rest = &opened.operands[1..];
    if rest.len() < LISTED {
        for (other, value) in rest {
            listed(report, other, *value, cells, false, drawn);
        }
    } else {
        side_by_side(report, rest, cells, drawn);
    }
}

/// One operand on its line: number, name, and how it was made.
fn listed(
    report: &Report,
    cell: &CellRef,
    value: f64,
    cells: usize,
    hint: bool,
    drawn: &mut Drawn<LessonTarget>,
) {
    let kind = report.table(&cell.table).map_or(Kind::Number, |table| table.kind);
    let name = cell_name(report, cell);
    let mut line = Line::of("    ", Role::Text);
    line.push(operand(value), grid::role(kind, value));
    line.push(format!(" = {name}"), Role::Text);
    let place = Place {
        line: drawn.lines.len(),
        column: 4,
        width: line.width() - 4,
        target: LessonTarget::Operand(cell.clone()),
    };
    let room = cells.saturating_sub(line.width() + 3);
    line.push(how(report, cell, room), Role::Dim);
    let words = "⏎ open that number";
    let column = (line.width() + 3).max(47);
    if hint && column + width(words) <= cells {
        line.pad_to(column);
        line.push(words, Role::Dim);
    }
    drawn.places.push(place);
    drawn.lines.push(line.cut(cells));
}

/// ` = 4.50 / √2`, or where a given number comes from.
fn how(report: &Report, cell: &CellRef, room: usize) -> String {
    if let Some(expression) = words::arithmetic(report, cell) {
        if expression.is_plain() {
            let from = super::walk::operand(report, cell, 0);
            return from
                .map_or_else(String::new, |from| format!(" = {}", cell_name(report, &from)));
        }
        let mut terms = expression.longest().min(6);
        loop {
            let text = expression.set(Style { terms, roles: [Role::Dim; 2] }).plain();
            if width(&text) <= room {
                return format!(" = {text}");
            }
            if terms <= 2 {
                return String::new();
            }
            terms -= 1;
        }
    }
    match report.table(&cell.table) {
        Some(Table { rule: Rule::Given { .. }, random_rows, .. })
            if random_rows.contains(&cell.row) =>
        {
            ", random".to_owned()
        }
        Some(Table { rule: Rule::Given { from }, .. }) => format!(", {}", words::source(from)),
        _ => String::new(),
    }
}

/// The first operand's own first operand, one level further.
fn followed(
    report: &Report,
    cell: &CellRef,
    mut line: Line,
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let Some(symbols) = words::symbolic_of(report, cell) else { return };
    line.push(symbols, Role::Dim);
    line = line.indented(4);
    let place = Place {
        line: drawn.lines.len(),
        column: 4,
        width: line.width() - 4,
        target: LessonTarget::Cell(cell.clone()),
    };
    let room = cells.saturating_sub(line.width() + 3);
    line.push(how(report, cell, room), Role::Dim);
    drawn.places.push(place);
    drawn.lines.push(line.cut(cells));
}

/// Many operands, wrapped like words.
fn side_by_side(
    report: &Report,
    rest: &[(CellRef, f64)],
    cells: usize,
    drawn: &mut Drawn<LessonTarget>,
) {
    let mut line = Line::of("    and ", Role::Dim);
    let indent = line.width();
    for (cell, value) in rest.iter().take(SHOWN) {
        let kind = report.table(&cell.table).map_or(Kind::Number, |table| table.kind);
        let (name, number) = (cell_name(report, cell), operand(*value));
        let wide = width(&name) + 1 + width(&number);
        if line.width() > indent && line.width() + 3 + wide > cells {
            drawn.lines.push(std::mem::take(&mut line).cut(cells));
            line.push(" ".repeat(indent), Role::Text);
        } else if line.width() > indent {
            line.push("   ", Role::Text);
        }
        let target = LessonTarget::Operand(cell.clone());
        drawn.places.push(Place {
            line: drawn.lines.len(),
            column: line.width(),
            width: wide,
            target,
        });
        line.push(format!("{name} "), Role::Dim);
        line.push(number, grid::role(kind, *value));
    }
    if rest.len() > SHOWN {
        drawn.lines.push(std::mem::take(&mut line).cut(cells));
        line.push(format!("{}… {} more", " ".repeat(indent), rest.len() - SHOWN), Role::Dim);
    }
    drawn.lines.push(line.cut(cells));
}

/// A line of spans broken at spaces, further lines moved right by `indent`.
pub fn wrap(line: Line, cells: usize, indent: usize) -> Vec<Line> {
    broken(line, cells, indent, |_| true)
}

/// An arithmetic line broken behind `+`, `−`, `=` and `/` alone.
fn wrap_sums(line: Line, cells: usize, indent: usize) -> Vec<Line> {
    broken(line, cells, indent, |piece| matches!(piece.trim(), "+" | "−" | "=" | "/"))
}

fn broken(line: Line, cells: usize, indent: usize, after: impl Fn(&str) -> bool) -> Vec<Line> {
    if line.width() <= cells {
        return vec![line];
    }
    let mut out = vec![Line::default()];
    for atom in atoms(line, after) {
        let full = out.last().is_some_and(|last| {
            last.width() > indent && last.width() + width(&atom.plain()) > cells
        });
        if full {
            out.push(Line::of(" ".repeat(indent), Role::Text));
        }
        if let Some(last) = out.last_mut() {
            for span in atom.spans {
                last.push_marked(&span.text, span.role, span.mark);
            }
        }
    }
    for line in &mut out {
        if let Some(last) = line.spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
    out.into_iter().map(|line| line.cut(cells)).collect()
}

/// The pieces between which a line may be broken, each with the space behind it.
fn atoms(line: Line, after: impl Fn(&str) -> bool) -> Vec<Line> {
    let mut out = vec![Line::default()];
    for span in line.spans {
        for piece in span.text.split_inclusive(' ') {
            let Some(last) = out.last_mut() else { continue };
            last.push_marked(piece, span.role, span.mark);
            if piece.ends_with(' ') && after(piece) {
                out.push(Line::default());
            }
        }
    }
    out
}

/// The whole arithmetic of a cell with all its digits, for `demo --cell` as text.
pub fn cell_text(opened: &evaluate::Opened, report: &Report, cells: usize) -> Vec<Line> {
    use super::number::exact;
    let mut drawn: Drawn<()> = Drawn::default();
    drawn.lines.push(Line::of(
        format!("{} = {}", cell_name(report, &opened.cell), exact(opened.value)),
        Role::Strong,
    ));
    if let Some(table) = report.table(&opened.cell.table)
        && let Rule::Given { from } = &table.rule
    {
        drawn.lines.push(Line::of(format!("  given: {}", words::source(from)), Role::Dim));
        return drawn.lines;
    }
    let mut text =
        wrap_words(&format!("= {}", opened.expression), cells.saturating_sub(2)).into_iter();
    drawn.lines.extend(text.next().map(|line| Line::of(format!("  {line}"), Role::Math)));
    drawn.lines.extend(text.map(|line| Line::of(format!("    {line}"), Role::Math)));
    if !opened.operands.is_empty() {
        blank(&mut drawn);
    }
    for (cell, value) in &opened.operands {
        let line = format!("  {} = {}", cell_name(report, cell), exact(*value));
        let place = format!("   {}:{},{}", cell.table, cell.row, cell.col);
        drawn.lines.push(Line::of(line, Role::Text).with(place, Role::Dim));
    }
    drawn.lines
}
