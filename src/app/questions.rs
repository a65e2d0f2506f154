//! A page's own questions, one at a time: answer, then see whether and why.

use super::field::Field;
use super::layout::{Size, body, list_width};
use crate::content::{Block, Question, QuestionKind, plain};
use crate::ink::{Line, Role, wrap_words};
use crate::page::MEASURE;
use crate::world::World;

/// The questions of a page on the screen.
#[derive(Debug)]
pub struct QuestionsView {
    /// The page.
    pub slug: String,
    /// Its questions.
    pub questions: Vec<Question>,
    /// The misconceptions that its page refutes, in order.
    pub misconceptions: Vec<String>,
    /// The question in view.
    pub at: usize,
    /// The option under the cursor.
    pub cursor: usize,
    /// What is typed, for a number.
    pub field: Option<Field>,
    /// The answers so far, one for each question.
    pub answers: Vec<Option<Answer>>,
    /// The first line in view.
    pub scroll: usize,
}

/// What the reader answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As it is shown again.
    pub given: String,
    /// Whether it is right; nothing where only the reader can say.
    pub right: Option<bool>,
    /// The misconception that it shows.
    pub misconception: Option<usize>,
}

impl QuestionsView {
    /// The questions of a topic; `None` where it has none.
    pub fn of(world: &World, slug: &str) -> Option<Self> {
        let topic = world.library.topic(slug).filter(|topic| !topic.questions().is_empty())?;
        let mut view = Self {
            slug: topic.slug.clone(),
            questions: topic.questions().to_vec(),
            misconceptions: misconceptions(world, &topic.blocks(&world.library)),
            at: 0,
            cursor: 0,
            field: None,
            answers: vec![None; topic.questions().len()],
            scroll: 0,
        };
        view.go(0);
        Some(view)
    }

    /// To another question; `false` at either end.
    pub fn go(&mut self, by: isize) -> bool {
        let last = self.questions.len().saturating_sub(1);
        let next = self.at.saturating_add_signed(by).min(last);
        let moved = next != self.at;
        self.at = next;
        self.cursor = 0;
        self.scroll = 0;
        let open = self.answers.get(self.at).is_some_and(Option::is_none);
        let number = matches!(self.question().kind, QuestionKind::Number { .. });
        self.field = (open && number).then(Field::default);
        moved
    }

    /// Whether the question in view has been judged.
    pub fn is_answered(&self) -> bool {
        self.answers[self.at].as_ref().is_some_and(|answer| answer.right.is_some())
    }

    /// Keeps the first line in view within the text.
    pub fn settle(&mut self, size: Size) {
        let rows = body(size, false).height;
        let lines = self.lines(list_width(size)).len() + 2;
        self.scroll = self.scroll.min(lines.saturating_sub(rows));
    }

    /// The question in view.
    pub fn question(&self) -> &Question {
        &self.questions[self.at]
    }

    /// What can be chosen.
    pub fn options(&self) -> Vec<String> {
        match &self.question().kind {
            QuestionKind::Choice { options, .. } => options.clone(),
            QuestionKind::TrueFalse { .. } => vec!["true".to_owned(), "false".to_owned()],
            QuestionKind::Number { .. } => Vec::new(),
            QuestionKind::Recall { .. } => match self.answers[self.at] {
                None => vec!["show the answer".to_owned()],
                Some(Answer { right: None, .. }) => {
                    vec!["I had it".to_owned(), "not yet".to_owned()]
                }
                Some(_) => Vec::new(),
            },
        }
    }

    /// Moves among the options.
    pub fn step(&mut self, by: isize) {
        let last = self.options().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Answers with the option under the cursor or what is typed; on an answered question goes on.
    /// Returns a remark where the answer cannot be taken.
    pub fn answer(&mut self) -> Option<String> {
        if self.is_answered() {
            self.go(1);
            return None;
        }
        let kind = self.question().kind.clone();
        let answer = match kind {
            QuestionKind::Choice { options, answer, misconceptions } => Answer {
                given: options.get(self.cursor).cloned().unwrap_or_default(),
                right: Some(self.cursor == answer),
                misconception: misconceptions
                    .iter()
                    .find(|(option, _)| *option == self.cursor)
                    .map(|(_, nth)| *nth),
            },
            QuestionKind::TrueFalse { answer, misconception } => {
                let right = (self.cursor == 0) == answer;
                Answer {
                    given: if self.cursor == 0 { "true" } else { "false" }.to_owned(),
                    right: Some(right),
                    misconception: misconception.filter(|_| !right),
                }
            }
            QuestionKind::Number { answer, tolerance } => {
                let typed =
                    self.field.as_ref().map_or("", |field| field.text()).trim().replace(',', ".");
                let Ok(number) = typed.parse::<f64>() else {
                    return Some(format!("\"{typed}\" is not a number: type one such as 0.5"));
                };
                Answer {
                    given: typed,
                    right: Some((number - answer).abs() <= tolerance),
                    misconception: None,
                }
            }
            QuestionKind::Recall { .. } => {
                let shown = self.answers[self.at].is_some();
                let right = shown.then_some(self.cursor == 0);
                Answer { given: String::new(), right, misconception: None }
            }
        };
        self.answers[self.at] = Some(answer);
        self.field = None;
        self.cursor = 0;
        None
    }

    /// How many are right, and how many are answered.
    pub fn score(&self) -> (usize, usize) {
        let judged = || self.answers.iter().flatten().filter_map(|answer| answer.right);
        (judged().filter(|right| *right).count(), judged().count())
    }

    /// The screen's text; options carry their index, for the mouse.
    pub fn lines(&self, width: usize) -> Vec<(Line, Option<usize>)> {
        let width = width.min(MEASURE);
        let mut out: Vec<(Line, Option<usize>)> = Vec::new();
        let say = |text: &str, role: Role, out: &mut Vec<(Line, Option<usize>)>| {
            out.extend(
                wrap_words(text, width).into_iter().map(|text| (Line::of(text, role), None)),
            );
        };
        let question = self.question();
        say(&question.ask, Role::Strong, &mut out);
        out.push((Line::default(), None));
        let answer = self.answers[self.at].as_ref();
        for (index, option) in self.options().iter().enumerate() {
            out.extend(self.option_lines(index, option, answer, width));
        }
        if let QuestionKind::Number { answer: right, .. } = question.kind
            && let Some(answer) = answer
        {
            say(&format!("you answered {}; it is {right}", answer.given), Role::Text, &mut out);
        }
        if let (QuestionKind::Recall { answer: text }, Some(_)) = (&question.kind, answer) {
            out.push((Line::default(), None));
            say(text, Role::Definition, &mut out);
        }
        if let Some(answer) = answer.filter(|answer| answer.right.is_some()) {
            out.push((Line::default(), None));
            self.verdict(answer, width, &mut out);
        }
        out
    }

    fn option_lines(
        &self,
        index: usize,
        option: &str,
        answer: Option<&Answer>,
        width: usize,
    ) -> Vec<(Line, Option<usize>)> {
        let judged = answer.is_some_and(|answer| answer.right.is_some());
        let right = match &self.question().kind {
            QuestionKind::Choice { answer, .. } => index == *answer,
            QuestionKind::TrueFalse { answer, .. } => (index == 0) == *answer,
            _ => false,
        };
        let chosen = answer.is_some_and(|answer| answer.given == option);
        let (mark, role) = match (judged, right, chosen) {
            (true, true, _) => ("✓ ", Role::Good),
            (true, false, true) => ("✗ ", Role::Error),
            (false, ..) if index == self.cursor => ("▸ ", Role::Here),
            _ => ("  ", Role::Text),
        };
        let lines = wrap_words(option, width.saturating_sub(2)).into_iter().enumerate();
        let text = lines
            .map(|(nth, text)| Line::of(if nth == 0 { mark } else { "  " }, role).with(text, role));
        text.map(|line| (line, (!judged).then_some(index))).collect()
    }

    fn verdict(&self, answer: &Answer, width: usize, out: &mut Vec<(Line, Option<usize>)>) {
        let (word, role) = if answer.right == Some(true) {
            ("Right. ", Role::Good)
        } else {
            ("Not so. ", Role::Error)
        };
        let because = self.question().because.as_deref().unwrap_or_default();
        for (index, text) in wrap_words(&format!("{word}{because}"), width).into_iter().enumerate()
        {
            let line = match text.strip_prefix(word.trim_end()).filter(|_| index == 0) {
                Some(rest) => Line::of(word.trim_end(), role).with(rest, Role::Text),
                None => Line::of(text, Role::Text),
            };
            out.push((line, None));
        }
        let refuted =
            answer.misconception.and_then(|nth| self.misconceptions.get(nth.checked_sub(1)?));
        if let Some(text) = refuted {
            out.push((Line::default(), None));
            out.push((Line::of("From this page's common misconceptions", Role::Subheading), None));
            out.extend(
                wrap_words(text, width).into_iter().map(|text| (Line::of(text, Role::Text), None)),
            );
        }
    }
}

/// The items under *Common misconceptions*, as plain text.
fn misconceptions(world: &World, blocks: &[Block]) -> Vec<String> {
    let title_of = |slug: &str| world.library.topic(slug).map(|topic| topic.title.clone());
    let text = |item: &Vec<Block>| {
        let paragraphs = item.iter().filter_map(|block| match block {
            Block::Paragraph(text) => Some(plain(text, &title_of)),
            _ => None,
        });
        paragraphs.collect::<Vec<_>>().join(" ")
    };
    let mut inside = false;
    for block in blocks {
        match block {
            Block::Heading { level: 2, anchor, .. } => inside = anchor == "common-misconceptions",
            Block::List { items, .. } if inside => return items.iter().map(text).collect(),
            _ => {}
        }
    }
    Vec::new()
}
