//! What an expression ends in: numbers, metrics, cells and functions by name.

use super::super::override_list::{Override, overrides};
use super::super::{Unclear, unclear};
use super::{Function, Index, Kind, Parser, RUNS};
use crate::content::closest;

const FUNCTIONS: [(&str, Function); 5] = [
    ("ln", Function::Ln),
    ("sqrt", Function::Sqrt),
    ("abs", Function::Abs),
    ("min", Function::Min),
    ("max", Function::Max),
];

/// Whether a character may stand in a name.
fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

impl Parser<'_> {
    pub fn number(&mut self) -> Result<usize, Unclear> {
        let from = self.at;
        self.take_while(|c| c.is_ascii_digit() || c == '.');
        let mut ahead = self.rest().chars();
        if matches!(ahead.next(), Some('e' | 'E')) {
            let signed = matches!(ahead.clone().next(), Some('+' | '-'));
            if ahead.nth(usize::from(signed)).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1 + usize::from(signed);
                self.take_while(|c| c.is_ascii_digit());
            }
        }
        // What is written close behind a number belongs to it: 5x is no number.
        self.take_while(in_name);
        let text = self.text.get(from..self.at).unwrap_or_default();
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(self.push(Kind::Number(value), from)),
            _ => {
                let message = format!("{text} is not a number that can be computed with");
                Err(unclear(from..self.at, message, "write it as 12, 0.5 or 1e-3"))
            }
        }
    }

    /// A function, a metric or a cell.
    pub fn named(&mut self) -> Result<usize, Unclear> {
        let from = self.at;
        let name = self.take_while(in_name).to_owned();
        if self.take("(") {
            return self.call(&name, from);
        }
        if !self.take("[") {
            let end = from + name.len();
            let run = self.other_run()?;
            let kind = Kind::Metric { name, run };
            self.at = if run == 0 { end } else { self.at };
            return Ok(self.push(kind, from));
        }
        let row = self.index()?;
        self.close(",")?;
        let col = self.index()?;
        self.close("]")?;
        let end = self.at;
        let run = self.other_run()?;
        self.at = if run == 0 { end } else { self.at };
        Ok(self.push(Kind::Cell { table: name, row, col, run }, from))
    }

    fn index(&mut self) -> Result<Index, Unclear> {
        self.skip();
        let from = self.at;
        self.take("-");
        self.take_while(in_name);
        let text = self.text.get(from..self.at).unwrap_or_default();
        let value = text.split_whitespace().collect::<String>().parse().ok();
        if let Some(value) = value {
            return Ok(Index { value, range: from..self.at });
        }
        let help = "write table[row, column], whole numbers from 0; -1 is the last";
        if text.is_empty() {
            return Err(self.unexpected("an index is missing", help));
        }
        Err(unclear(from..self.at, format!("\"{text}\" is no index"), help))
    }

    fn call(&mut self, name: &str, from: usize) -> Result<usize, Unclear> {
        let names = FUNCTIONS.map(|(known, _)| known);
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let near = closest(name, &names).map(|near| format!("did you mean {near}? "));
            let help = format!("{}there are {}", near.unwrap_or_default(), names.join(", "));
            let message = format!("no function is called \"{name}\"");
            return Err(unclear(from..from + name.len(), message, help));
        };
        let mut arguments = vec![self.sum()?];
        while self.take(",") {
            arguments.push(self.sum()?);
        }
        self.close(")")?;
        let (fits, wanted) = match function {
            Function::Min | Function::Max => (arguments.len() > 1, "two numbers or more"),
            _ => (arguments.len() == 1, "one number"),
        };
        if !fits {
            let message = format!("{name} is given {} of them", arguments.len());
            return Err(unclear(from..self.at, message, format!("{name} takes {wanted}")));
        }
        Ok(self.push(Kind::Call(*function, arguments), from))
    }

    /// The run that a name is taken from: 0 for the claim's own.
    fn other_run(&mut self) -> Result<usize, Unclear> {
        if !self.take("@") {
            return Ok(0);
        }
        self.skip();
        let (found, end) = overrides(self.text, self.at)?;
        let from = self.at;
        self.at = end;
        let is_same = |run: &Vec<Override>| {
            let pairs = |list: &[Override]| -> Vec<_> {
                list.iter().map(|one| (one.name.clone(), one.value.clone())).collect()
            };
            pairs(run) == pairs(&found)
        };
        if let Some(run) = self.runs.iter().position(is_same) {
            return Ok(run);
        }
        if self.runs.len() == RUNS {
            let message = format!("this would be run {} of the demo", RUNS + 1);
            let help = format!("a claim takes its numbers from at most {RUNS} runs");
            return Err(unclear(from..end, message, help));
        }
        self.runs.push(found);
        Ok(self.runs.len() - 1)
    }
}
