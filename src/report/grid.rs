//! A table of numbers in terminal cells: labels always in view, a window where it is too large,
//! and every number a place.

use super::labels;
use super::number::{fixed_or_word, shown, signed, widest};
use crate::ink::{Drawn, Line, Mark, Place, Role, bar, width};
use fingerpost_demos::report::{Axis, Kind, Rule, Table};

/// A label takes at most these cells.
const LABEL: usize = 14;
/// A column heading takes at most these cells beyond its numbers.
const HEAD: usize = 10;

/// What the reader looks at, and the room there is.
#[derive(Debug, Clone, Copy, Default)]
pub struct View<'a> {
    /// The cell in focus; the window follows it.
    pub focus: Option<(usize, usize)>,
    /// Cells that belong to the focus.
    pub kin: &'a [(usize, usize)],
    /// Point at the focus by `▸` alone: nothing here is selected.
    pub quiet: bool,
    /// Exactly these columns, half open, instead of a window.
    pub columns: Option<(usize, usize)>,
    /// The words of the report and which of them are random; they are marked wherever they
    /// label the rows or columns of a table.
    pub unknown: Option<(&'a [String], &'a [usize])>,
    /// Cells that are covered while their numbers are guessed.
    pub hidden: Hidden,
    /// The labels of the rows are covered, too.
    pub hides_labels: bool,
    /// The numbers are differences: with their sign, and `·` where nothing has changed.
    pub signed: bool,
    /// Cells of width.
    pub width: usize,
    /// Lines for rows, the `↑ 2 more` lines among them; `None` for all.
    pub rows: Option<usize>,
}

/// Which cells of a table are covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hidden {
    /// None.
    #[default]
    Nothing,
    /// One.
    Cell(usize, usize),
    /// Those of a row.
    Row(usize),
    /// Those of a column.
    Column(usize),
    /// All.
    All,
}

impl Hidden {
    /// Whether it covers a cell.
    pub fn covers(self, row: usize, col: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::Cell(r, c) => (r, c) == (row, col),
            Self::Row(r) => r == row,
            Self::Column(c) => c == col,
            Self::All => true,
        }
    }
}

/// The table in cells. Targets are (row, column).
pub fn grid(table: &Table, view: &View) -> Drawn<(usize, usize)> {
    let mut drawn = Drawn::default();
    if table.values.is_empty() {
        drawn.lines.push(Line::of("  (no numbers)", Role::Dim));
        return drawn;
    }
    let frame = Frame::of(table, view);
    if let Some(line) = frame.hidden_columns() {
        drawn.lines.push(line);
    }
    let heading = frame.heading();
    if !heading.plain().is_empty() {
        drawn.lines.push(heading);
    }
    if let Some(above) = frame.hidden_above() {
        drawn.lines.push(above);
    }
    for row in frame.rows.clone() {
        frame.row(row, &mut drawn);
    }
    if let Some(below) = frame.hidden_below() {
        drawn.lines.push(below);
    }
    if frame.rows.clone().any(|row| frame.is_random_row(row))
        || frame.columns.clone().any(|col| frame.is_random_column(col))
    {
        let words = "  ? not in the lexicon: random numbers made from the word";
        drawn.lines.push(Line::of(words, Role::Random).cut(view.width));
    }
    drawn
}

/// The columns that fit at once into `width`, at least one: what text output cuts a table into.
pub fn columns_at_once(table: &Table, width: usize) -> usize {
    Frame::of(table, &View { width, rows: Some(3), ..View::default() }).columns.len().max(1)
}

/// Whether the numbers are shares, and so have block bars.
pub fn is_share(kind: Kind) -> bool {
    matches!(kind, Kind::Weight | Kind::Probability)
}

/// The role of a number.
pub fn role(kind: Kind, value: f64) -> Role {
    if value.is_nan() || value == f64::INFINITY {
        return Role::Warning;
    }
    if value == f64::NEG_INFINITY || (is_share(kind) && value == 0.0) {
        return Role::Dim;
    }
    match kind {
        Kind::Query => Role::Query,
        Kind::Key => Role::Key,
        Kind::Value => Role::Value,
        Kind::Score => Role::Score,
        Kind::Weight | Kind::Probability => Role::Weight,
        Kind::Embedding | Kind::WeightMatrix | Kind::Number if value < 0.0 => Role::Negative,
        Kind::Embedding | Kind::WeightMatrix | Kind::Number | Kind::Count => Role::Text,
    }
}

/// The number whose shade is the deepest; `None` where numbers have no shade.
fn deepest(table: &Table) -> Option<f64> {
    match table.kind {
        Kind::Weight | Kind::Probability => Some(1.0),
        Kind::Score if table.values.len() > 1 => {
            let sizes = table.values.iter().filter(|value| value.is_finite());
            Some(sizes.fold(0.0, |largest: f64, value| largest.max(value.abs())))
        }
        _ => None,
    }
    .filter(|deepest| *deepest > 0.0)
}

/// The role of a number in its table, where weights and scores have shades.
fn shaded(kind: Kind, value: f64, deepest: Option<f64>) -> Role {
    let Some(deepest) = deepest.filter(|_| value.is_finite()) else { return role(kind, value) };
    // Small numbers keep the ground of the page: most cells of a large table are calm.
    let level = (value.abs() / deepest * 5.0).floor().min(5.0) as u8;
    match kind {
        _ if level == 0 => role(kind, value),
        Kind::Score if value < 0.0 => Role::Below(level),
        Kind::Score => Role::Above(level),
        _ => Role::Heat(level),
    }
}

/// Whether the true sum of each row stands in the margin.
fn has_sums(table: &Table) -> bool {
    let along_rows = match &table.rule {
        Rule::Softmax { axis, .. } | Rule::SoftmaxNaive { axis, .. } => *axis == Axis::Row,
        _ => false,
    };
    table.values.ncols() > 1
        && (table.kind == Kind::Weight || (table.kind == Kind::Probability && along_rows))
}

/// The measures of one drawing of a table.
struct Frame<'a> {
    table: &'a Table,
    view: &'a View<'a>,
    row_labels: Vec<String>,
    column_labels: Vec<String>,
    /// Cells of the row labels.
    label: usize,
    /// Cells of the longest number.
    digits: usize,
    /// Cells of a column: number and bar, or number and heading.
    content: usize,
    /// From one number to the next.
    stride: usize,
    /// First number's column.
    start: usize,
    bars: bool,
    sums: bool,
    /// What the shades of the numbers are measured against.
    deepest: Option<f64>,
    roomy: bool,
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
}

impl<'a> Frame<'a> {
    fn of(table: &'a Table, view: &'a View<'a>) -> Self {
        let bars = is_share(table.kind) && !view.signed;
        let numbers = widest(table.values.iter().copied(), table.kind);
        let numbers = numbers.into_iter().map(|value| width(&text(table, view, value)));
        let digits = numbers.max().unwrap_or(0);
        let limit = LABEL.min(view.width / 4).max(3);
        let row_labels = Vec::new();
        let label = 0;
        let column_labels = labels::distinct(&table.cols);
        let (rows, columns) = (0..table.values.nrows(), 0..table.values.ncols());
        let sums = has_sums(table) && !view.signed;
        let (content, stride, start, roomy) = (0, 0, 0, true);
        let mut frame = Self {
            table,
            view,
            row_labels,
            column_labels,
            label,
            digits,
            content,
            stride,
            start,
            bars,
            sums,
            deepest: deepest(table),
            roomy,
            rows,
            columns,
        };
        frame.label_rows(limit);
        for col in 0..frame.column_labels.len() {
            if frame.is_random_column(col) {
                frame.column_labels[col].push('?');
            }
        }
        frame.measure();
        frame
    }

    /// Roomy where all columns fit so, else close; then the window.
    fn measure(&mut self) {
        let heads = self.column_labels.iter().map(|head| width(head)).max().unwrap_or(0);
        let count = self.table.values.ncols();
        for roomy in [true, false] {
            self.roomy = roomy;
            let (head, gap) = if roomy { (heads.min(HEAD), 3) } else { (heads.min(7), 2) };
            let offset = usize::from(self.bars && roomy);
            // Numbers without bars stand under the right edge of their heading, which so widens
            // the column; those with bars begin under its first letter.
            self.content = if self.bars { self.digits + 2 } else { self.digits.max(head) };
            self.stride = (self.content + gap).max(head + offset + 1);
            self.start = 2 + self.label + if roomy { 3 } else { 2 };
            if self.start - 1 + count * self.stride + self.sum_width() <= self.view.width {
                break;
            }
        }
        let room = self.view.width.saturating_sub(self.start - 1 + self.sum_width());
        let (row, col) = self.view.focus.unwrap_or((0, 0));
        self.columns = match self.view.columns {
            Some((from, to)) => from.min(count)..to.min(count),
            None => window(count, (room / self.stride).max(1), col),
        };
        // A part of the columns has the sum beside its last ones only.
        self.sums &= self.view.columns.is_none() || self.columns.end == count;
        let rows = self.table.values.nrows();
        self.rows = match self.view.rows {
            Some(lines) if rows > lines => window(rows, lines.saturating_sub(2).max(1), row),
            _ => 0..rows,
        };
    }

    fn sum_width(&self) -> usize {
        match (self.sums, self.roomy) {
            (false, _) => 0,
            (true, true) => 9,
            (true, false) => 6,
        }
    }

    fn hidden_columns(&self) -> Option<Line> {
        let after = self.table.values.ncols() - self.columns.end;
        if (self.columns.start == 0 && after == 0) || self.view.columns.is_some() {
            return None;
        }
        let mut line = Line::default();
        line.pad_to(self.start);
        if self.columns.start > 0 {
            line.push(format!("‹ {} more", self.columns.start), Role::Dim);
        }
        if after > 0 {
            let words = format!("{after} more ›");
            let edge = self.start + self.columns.len() * self.stride;
            line.pad_to((line.width() + 2).max(edge.saturating_sub(width(&words) + 2)));
            line.push(words, Role::Dim);
        }
        Some(line.cut(self.view.width))
    }

    fn hidden_above(&self) -> Option<Line> {
        let hidden = self.rows.len() < self.table.values.nrows();
        hidden.then(|| more("↑", self.rows.start))
    }

    fn hidden_below(&self) -> Option<Line> {
        let rows = self.table.values.nrows();
        (self.rows.len() < rows).then(|| more("↓", rows - self.rows.end))
    }

    fn heading(&self) -> Line {
        let mut line = Line::default();
        for col in self.columns.clone() {
            let label = self.column_labels.get(col).map_or("", String::as_str);
            let at = self.start + (col - self.columns.start) * self.stride;
            let offset = usize::from(self.bars && self.roomy);
            let room = if self.bars { self.stride - 1 - offset } else { self.content };
            let label = labels::cut(label, room);
            let indent =
                if self.bars { offset } else { self.content.saturating_sub(width(&label)) };
            line.pad_to(at + indent);
            let here = self.points_at(None, Some(col));
            let random = self.is_random_column(col);
            line.push(
                label,
                match (random, here) {
                    (true, _) => Role::Random,
                    (false, true) => Role::Here,
                    (false, false) => Role::TableHead,
                },
            );
        }
        if self.sums {
            line.pad_to(self.edge());
            line.push("│", Role::Rule);
            line.push("  sum", Role::TableHead);
        }
        line
    }

    /// Whether the focus is in a row or column. Of a whole line that is covered no cell stands out.
    fn points_at(&self, row: Option<usize>, col: Option<usize>) -> bool {
        let Some(focus) = self.view.focus else { return false };
        match self.view.hidden {
            Hidden::Row(_) if self.view.quiet && col.is_some() => false,
            Hidden::Column(_) if self.view.quiet && row.is_some() => false,
            _ => row == Some(focus.0) || col == Some(focus.1),
        }
    }

    fn label_rows(&mut self, limit: usize) {
        let labels = labels::distinct(&self.table.rows).into_iter().enumerate();
        let marked = labels.map(|(row, label)| {
            let mark = if self.is_random_row(row) { "?" } else { "" };
            if self.view.hides_labels {
                return "?".to_owned();
            }
            format!("{}{mark}", labels::cut(&label, limit - mark.len()))
        });
        self.row_labels = marked.collect();
        self.label = self.row_labels.iter().map(|label| width(label)).max().unwrap_or(0);
    }

    fn is_random_row(&self, row: usize) -> bool {
        self.table.random_rows.contains(&row) || self.is_unknown(&self.table.rows, row)
    }

    fn is_random_column(&self, col: usize) -> bool {
        self.is_unknown(&self.table.cols, col)
    }

    /// Whether the labels are the report's words, and this one of them is random.
    fn is_unknown(&self, labels: &[String], index: usize) -> bool {
        self.view.unknown.is_some_and(|(words, random)| words == labels && random.contains(&index))
    }

    /// Where the rule before the sums stands.
    fn edge(&self) -> usize {
        self.start - 1 + self.columns.len() * self.stride + if self.roomy { 2 } else { 0 }
    }

    fn row(&self, row: usize, drawn: &mut Drawn<(usize, usize)>) {
        let here = self.points_at(Some(row), None);
        let mut line = Line::of(if here { "▸ " } else { "  " }, Role::Here);
        let label = self.row_labels.get(row).map_or("", String::as_str);
        let random = self.is_random_row(row);
        line.push(
            label,
            match (random, here) {
                (true, _) => Role::Random,
                (false, true) => Role::Here,
                (false, false) => Role::Label,
            },
        );
        for col in self.columns.clone() {
            let column = self.start + (col - self.columns.start) * self.stride;
            line.pad_to(column - 1);
            self.cell(row, col, &mut line);
            let target = (row, col);
            drawn.places.push(Place {
                line: drawn.lines.len(),
                column,
                width: self.content,
                target,
            });
        }
        if self.sums {
            line.pad_to(self.edge());
            line.push("│", Role::Rule);
            line.push(if self.roomy { " " } else { "" }, Role::Text);
            line.extend(self.sum(row));
        }
        drawn.lines.push(line);
    }

    /// The sum of a row; it would give away a number that is covered.
    fn sum(&self, row: usize) -> Line {
        if self.columns.clone().any(|col| self.view.hidden.covers(row, col)) {
            return Line::of("    ?", Role::Dim);
        }
        let sum: f64 = self.table.values.row(row).iter().sum();
        // Weights that do not sum to 1 are the symptom of a softmax along the wrong lines.
        let role = if (sum - 1.0).abs() < 5e-4 { Role::Dim } else { Role::Warning };
        Line::of(format!("{:>5}", fixed_or_word(sum, 3)), role)
    }

    /// A bracket or space, the number, its bar, a bracket or space.
    fn cell(&self, row: usize, col: usize, line: &mut Line) {
        let kind = self.table.kind;
        let focused = self.view.focus == Some((row, col)) && !self.view.quiet;
        let mark = match focused {
            true => Mark::Focus,
            false if self.view.kin.contains(&(row, col)) => Mark::Kin,
            false => Mark::None,
        };
        let (open, close) = if focused { ("[", "]") } else { (" ", " ") };
        let value = self.table.values.get((row, col)).copied().unwrap_or(f64::NAN);
        let covered = self.view.hidden.covers(row, col);
        let text = if covered { "?".to_owned() } else { text(self.table, self.view, value) };
        let role = match (covered, self.view.signed) {
            (true, _) => Role::Dim,
            (false, true) => sign_role(value),
            (false, false) => shaded(kind, value, self.deepest),
        };
        let room = self.content - if self.bars { 2 } else { 0 };
        line.push(" ".repeat(room.saturating_sub(width(&text))), Role::Text);
        let outside = if focused { mark } else { Mark::None };
        line.push_marked(open, role, outside);
        line.push_marked(&text, role, mark);
        if self.bars {
            let bar = if covered { ' ' } else { bar(value) };
            line.push_marked(format!(" {bar}"), role, mark);
        }
        line.push_marked(close, role, outside);
    }
}

/// A number of the table as this view shows it.
fn text(table: &Table, view: &View, value: f64) -> String {
    if view.signed { signed(value, table.kind) } else { shown(value, table.kind) }
}

fn sign_role(value: f64) -> Role {
    match value {
        _ if value > 0.0 => Role::Positive,
        _ if value < 0.0 => Role::Negative,
        _ => Role::Dim,
    }
}

/// `room` of `count` places with `focus` near the middle.
fn window(count: usize, room: usize, focus: usize) -> std::ops::Range<usize> {
    if count <= room {
        return 0..count;
    }
    let start = focus.saturating_sub(room / 2).min(count - room);
    start..start + room
}

fn more(arrow: &str, count: usize) -> Line {
    if count == 0 {
        return Line::default();
    }
    Line::of(format!("  {arrow} {count} more"), Role::Dim)
}

#[cfg(test)]
mod tests;
