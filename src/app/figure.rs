//! A demo as a figure in the page, with its field while it is edited.

use super::demo_view::{DemoView, Edit};
use super::msg::DemoFault;
use crate::ink::{Line, Mark, Role, wrap_words};
use crate::report::{self, FigureView};

/// The lines of a demo's figure.
pub fn lines(demo: &DemoView, width: usize, focused: bool) -> Vec<Line> {
    let view = FigureView { step: Some(demo.view.step), hints: focused && demo.edit.is_none() };
    let mut lines = match (&demo.report, &demo.fault) {
        (Some(report), _) => report::figure(report, view, width).lines,
        (None, Some(DemoFault::Refused(error))) => {
            report::figure_error(&demo.call.name, error, width).lines
        }
        (None, fault) => {
            let text = fault.as_ref().map_or_else(|| "not computed yet".to_owned(), words);
            let texts = wrap_words(&format!("▶ {}: {text}", demo.call.name), width);
            texts.into_iter().map(|text| Line::of(text, Role::Error)).collect()
        }
    };
    let extra = match (&demo.edit, &demo.fault) {
        (Some(edit), fault) => field_lines(edit, fault.as_ref(), width),
        (None, Some(fault)) if demo.report.is_some() => fault_lines(fault, width),
        _ => Vec::new(),
    };
    // Under the name, so that the table below it is in view while one types.
    let at = if demo.report.is_some() { 1 } else { lines.len() };
    lines.splice(at..at, extra);
    lines
}

/// The field over a parameter, and what is wrong with what it holds.
pub fn field_lines(edit: &Edit, fault: Option<&DemoFault>, width: usize) -> Vec<Line> {
    let label = format!("{} › ", edit_label(edit));
    let cells = width.saturating_sub(crate::ink::width(&label) + 6);
    let (text, cursor) = edit.field.drawn(cells, Role::Strong);
    let mut line = Line::of(label, Role::KeyName);
    let start = line.width();
    line.extend(text);
    line.pad_to(start + cells);
    line.mark(start + cursor, 1, Mark::Focus);
    let mut lines = vec![framed(line, width)];
    if let Some(fault) = fault {
        lines.extend(fault_lines(fault, width));
    }
    lines
}

/// What the field is for.
pub fn edit_label(edit: &Edit) -> String {
    match edit.cell {
        None => edit.param.clone(),
        Some((row, col)) => format!("{}[{row},{col}]", edit.param),
    }
}

fn fault_lines(fault: &DemoFault, width: usize) -> Vec<Line> {
    let texts = wrap_words(&words(fault), width.saturating_sub(6));
    texts.into_iter().map(|text| framed(Line::of(text, Role::Error), width)).collect()
}

/// A line inside the box of a figure; narrow figures have none.
fn framed(inner: Line, width: usize) -> Line {
    if width < report::BOXED {
        return inner.cut(width);
    }
    let mut line = Line::of("│  ", Role::Rule);
    line.extend(inner);
    line.pad_to(width.saturating_sub(1));
    line.push("│", Role::Rule);
    line
}

/// A fault as a sentence.
pub fn words(fault: &DemoFault) -> String {
    match fault {
        DemoFault::Refused(error) => error.to_string(),
        DemoFault::Panicked(message) => {
            format!("this demo failed and was stopped; the program goes on ({message})")
        }
    }
}
