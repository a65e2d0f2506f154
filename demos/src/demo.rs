//! What a demo is: a static description and a function from parameters to reports.

use crate::params::{ParamSpec, Params};
use crate::report::Report;

/// One demo. Implementations are unit structs listed in the registry.
pub trait Demo: Sync {
    /// What the demo is called, takes and measures.
    fn spec(&self) -> &'static Spec;

    /// Computes and hands reports to `sink`: one for a plain demo, many for a live one.
    ///
    /// # Errors
    /// A parameter that is right by itself but does not fit the others (a matrix of the wrong
    /// shape, say) is a [`DemoError`].
    fn run(&self, params: &Params, sink: &mut dyn Sink) -> Result<(), DemoError>;
}

/// Takes the reports of a run and says whether to go on.
pub trait Sink {
    /// Takes one report; `false` asks the demo to stop.
    fn report(&mut self, report: Report) -> bool;

    /// Asked in the middle of long work: `false` asks the demo to stop.
    fn go_on(&mut self) -> bool {
        true
    }
}

/// The static description of a demo.
#[derive(Debug)]
pub struct Spec {
    /// The name on the command line and in pages, `a-z0-9-`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// One line.
    pub about: &'static str,
    /// Slugs of the topics that it serves.
    pub topics: &'static [&'static str],
    /// The parameters, in the order in which they are shown.
    pub params: &'static [ParamSpec],
    /// Names of the metrics, each with one line.
    pub metrics: &'static [(&'static str, &'static str)],
    /// What a reader can break on purpose.
    pub breaks: &'static [Break],
}

impl Spec {
    /// The description of one parameter; `w_q.head1` is found under `w_q`.
    pub fn param(&self, name: &str) -> Option<&'static ParamSpec> {
        let plain = name.split_once(".head").map_or(name, |(plain, _)| plain);
        self.params
            .iter()
            .find(|spec| spec.name == name)
            .or_else(|| self.params.iter().find(|spec| spec.per_head && spec.name == plain))
    }
}

impl Spec {
    /// The parameters by name, those of each head one by one where a report has several.
    pub fn param_names(&self, report: Option<&Report>) -> Vec<String> {
        let typed =
            report.and_then(|report| report.params.iter().find(|(name, _)| name == "heads"));
        let heads = typed.and_then(|(_, value)| value.parse().ok()).unwrap_or(1);
        let names = self.params.iter().flat_map(|param| {
            let per_head = param.per_head && heads > 1;
            (0..if per_head { heads } else { 1 }).map(move |head| {
                if per_head { format!("{}.head{head}", param.name) } else { param.name.to_owned() }
            })
        });
        names.collect()
    }
}

/// A change that breaks a demo on purpose, with the symptom to look for.
#[derive(Debug)]
pub struct Break {
    /// What is done, as an imperative: "drop the scaling".
    pub what: &'static str,
    /// The parameters that are set; `=b` stands for what the parameter b was before.
    pub set: &'static [(&'static str, &'static str)],
    /// What is to be seen then.
    pub symptom: &'static str,
}

impl Break {
    /// What to set, where `before` tells what a parameter was before, as it would be typed.
    pub fn settings(&self, before: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
        let value = |text: &str| match text.strip_prefix('=') {
            Some(other) => before(other),
            None => text.to_owned(),
        };
        self.set.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect()
    }
}

impl Report {
    /// A parameter as it would be typed; a matrix that the demo filled in by itself as its numbers.
    pub fn param_text(&self, name: &str) -> String {
        let typed = self.params.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str());
        match (typed.unwrap_or_default(), self.table(name)) {
            ("", Some(table)) => crate::params::matrix_text(&table.values),
            (text, _) => text.to_owned(),
        }
    }
}

/// Why a demo gave no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// No demo has this name.
    #[error("no demo is called \"{name}\"{}", nearest_hint(nearest))]
    UnknownDemo {
        /// What was asked for.
        name: String,
        /// Names that come near.
        nearest: Vec<String>,
    },
    /// The demo has no such parameter.
    #[error("\"{demo}\" has no parameter \"{name}\"; it has {}", known.join(", "))]
    UnknownParam {
        /// The demo.
        demo: String,
        /// What was asked for.
        name: String,
        /// All its parameters.
        known: Vec<String>,
    },
    /// A value that the parameter does not allow.
    #[error("{name}: {given} {} given, {allowed}", is_or_are(given))]
    BadValue {
        /// The parameter, with its row where it is a matrix: `w_q, row 2`.
        name: String,
        /// What was given, quoted where it is text: "3 rows of 2".
        given: String,
        /// What would be allowed: "a number from 0.05 to 20 is expected".
        allowed: String,
    },
    /// The demo ended without a report, because it was stopped before its first.
    #[error("\"{demo}\" was stopped before it had anything to show")]
    NoReport {
        /// The demo.
        demo: String,
    },
}

/// "3 rows", "10,000 words" and "no words" are many; "1 row", "9" and quoted text are one.
fn is_or_are(given: &str) -> &'static str {
    let Some((count, _)) = given.split_once(' ') else { return "is" };
    let many = count == "no" || (count != "1" && count.starts_with(|c: char| c.is_ascii_digit()));
    if many { "are" } else { "is" }
}

fn nearest_hint(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return "; `fingerpost demo` lists them".to_owned();
    }
    format!("; did you mean {}?", nearest.join(" or "))
}
