//! A demo in the flow: a fenced block whose first line names the demo, and whose further lines
//! set its parameters; the line `step: …` says which step its figure shows.

use super::super::model::DemoCall;
use super::super::problem::{Location, Problems};

/// Not a parameter: which step is shown. No demo has a parameter of this name.
const STEP: &str = "step";

/// Reads the text of a demo block whose fence stands at `location`.
pub(super) fn demo(text: &str, location: Location, problems: &mut Problems<'_>) -> DemoCall {
    let mut call = DemoCall { name: String::new(), set: Vec::new(), step: None, location };
    for (index, line) in text.lines().enumerate() {
        let place = (call.location.line + 1 + index as u32, call.location.column);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if call.name.is_empty() {
            line.clone_into(&mut call.name);
            if line.contains([':', ' ']) {
                let message = format!("\"{line}\" is not the name of a demo");
                let help = "name the demo on the first line of the block, alone";
                problems.error("bad-value", place, message, help);
            }
            continue;
        }
        match line.split_once(':') {
            Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
                let key = key.trim();
                let is_step = key == STEP;
                if call.set.iter().any(|(known, _)| known == key) || is_step && call.step.is_some()
                {
                    let message = format!("\"{key}\" is set twice");
                    problems.error("duplicate-key", place, message, "keep one of the two");
                } else if is_step {
                    call.step = Some(value.trim().to_owned());
                } else {
                    call.set.push((key.to_owned(), value.trim().to_owned()));
                }
            }
            _ => {
                let message = format!("\"{line}\" sets nothing");
                let help = "write `parameter: value`, one a line";
                problems.error("bad-value", place, message, help);
            }
        }
    }
    if call.name.is_empty() {
        let place = (call.location.line, call.location.column);
        let message = "a demo block without a demo".to_owned();
        problems.error("missing-key", place, message, "name the demo on its first line");
    }
    call
}
