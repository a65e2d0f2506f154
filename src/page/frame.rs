//! What stands around the sections: the head of the page, the generated list, the foot.

use super::blocks::Layout;
use super::canvas::Margin;
use super::flow::{Form, Text};
use super::{Heading, Target};
use crate::content::{Source, Topic};
use crate::ink::{Drawn, Place, Role, clean_line};
use std::borrow::Cow;

impl Layout<'_> {
    /// Title, what is known about the topic in one line, definition, neighbourhood.
    pub fn head(&mut self, topic: &Topic) {
        self.canvas.text(&Text::of(&topic.title.to_uppercase(), Role::Title));
        let facts = facts(topic);
        if !facts.is_empty() {
            self.canvas.text(&joined(&facts));
        }
        // On a line of its own, so that nothing moves when it changes.
        if !self.parts.status.spans.is_empty() {
            self.canvas.line(self.parts.status.clone().cut(self.canvas.room()));
        }
        if !topic.definition.is_empty() {
            self.canvas.blank();
            self.canvas.text(&Text::of(&topic.definition, Role::Definition));
        }
        if !self.parts.band.lines.is_empty() {
            self.canvas.blank();
            self.band();
        }
    }

    fn band(&mut self) {
        let room = self.canvas.room();
        let band = &self.parts.band;
        let lines = band.lines.iter().map(|line| line.clone().cut(room)).collect();
        let places = band
            .places
            .iter()
            .filter(|place| place.column < room)
            .map(|place| Place {
                line: place.line,
                column: place.column,
                width: place.width.min(room - place.column),
                target: Target::Topic(place.target.clone(), None),
            })
            .collect();
        self.canvas.draw(Drawn { lines, places });
    }

    /// The topics that come next, each with its definition below.
    pub fn learn_next(&mut self) {
        if self.is_below() {
            return;
        }
        let parts = self.parts;
        for entry in &parts.learn_next {
            let open = self.canvas.open(Margin::marker("▸ ", Role::Rule));
            let mut text = Text::default();
            let link = Some(text.target(Target::Topic(entry.slug.clone(), None)));
            let role = if (parts.done)(&entry.slug) { Role::LinkDone } else { Role::Link };
            text.push(clean_line(&entry.title), role, Form::Words, link);
            text.push(Cow::Borrowed(""), Role::Text, Form::Break, None);
            text.words(&entry.definition, Role::Dim);
            self.canvas.text(&text);
            self.canvas.close(open);
        }
    }

    /// The sources, and the way to the questions.
    pub fn foot(&mut self, topic: &Topic) {
        if !topic.sources().is_empty() {
            let anchor = self.free_anchor("sources");
            self.section("Sources", &anchor);
            if self.is_below() {
                return self.self_check(topic);
            }
            let digits = topic.sources().len().to_string().len();
            for (index, source) in topic.sources().iter().enumerate() {
                let marker = format!("{:>digits$}. ", index + 1);
                let open = self.canvas.open(Margin::marker(&marker, Role::Rule));
                self.canvas.text(&source_text(source));
                self.canvas.close(open);
            }
        }
        self.self_check(topic);
    }

    fn self_check(&mut self, topic: &Topic) {
        let count = topic.questions().len();
        if count > 0 {
            self.gap();
            let anchor = self.free_anchor("check-yourself");
            let line = self.canvas.next_line();
            let text = format!("Check yourself · {count}");
            self.headings.push(Heading { line, level: 2, text, anchor });
            if self.is_below() {
                return;
            }
            let questions = if count == 1 { "question" } else { "questions" };
            let mut text = Text::of("Check yourself", Role::Heading);
            text.whole(&format!(" · {count} {questions} ·"), Role::Dim);
            text.words(" press ", Role::Dim);
            text.words("c", Role::KeyName);
            self.canvas.text(&text);
        }
    }

    /// An anchor that no heading of the page has.
    fn free_anchor(&self, wanted: &str) -> String {
        let taken = |anchor: &str| self.headings.iter().any(|heading| heading.anchor == anchor);
        let mut anchor = wanted.to_owned();
        let mut number = 0;
        while taken(&anchor) {
            number += 1;
            anchor = format!("{wanted}-{number}");
        }
        anchor
    }
}

/// Each fact is a list of units that are not broken inside.
fn facts(topic: &Topic) -> Vec<Vec<(String, Role)>> {
    let mut facts = Vec::new();
    if let Some((last, others)) = topic.aliases.split_last() {
        let mut names = vec![("also known as".to_owned(), Role::Dim)];
        names.extend(others.iter().map(|alias| (format!("{alias},"), Role::Dim)));
        names.push((last.clone(), Role::Dim));
        facts.push(names);
    }
    if topic.level > 0 {
        facts.push(vec![(format!("level {} of 5", topic.level), Role::Dim)]);
    }
    if topic.minutes > 0 {
        facts.push(vec![(format!("{} min", topic.minutes), Role::Dim)]);
    }
    facts
}

/// Facts with a dot between them; the dot ends a line, it never begins one.
fn joined(facts: &[Vec<(String, Role)>]) -> Text<'static> {
    let mut text = Text::default();
    for (index, fact) in facts.iter().enumerate() {
        for (unit, (words, role)) in fact.iter().enumerate() {
            text.whole(words.trim(), *role);
            if unit + 1 == fact.len() && index + 1 < facts.len() {
                text.whole(" ·", Role::Dim);
            }
            text.push(Cow::Borrowed(" "), Role::Dim, Form::Words, None);
        }
    }
    text
}

fn source_text(source: &Source) -> Text<'_> {
    let mut text = Text::of(&source.title, Role::Text);
    let stop = if source.title.ends_with(['.', '?', '!']) { " " } else { ". " };
    let year = source.year.map(|year| year.to_string());
    let by: Vec<&str> = [Some(source.authors.as_str()), year.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !by.is_empty() {
        let line = format!("{stop}{}", by.join(", "));
        text.push(Cow::Owned(clean_line(&line).into_owned()), Role::Dim, Form::Words, None);
    }
    if let Some(url) = &source.url {
        text.words(if by.is_empty() { stop } else { ". " }, Role::Dim);
        let link = Some(text.target(Target::Url(url.clone())));
        text.push(clean_line(url), Role::Link, Form::Words, link);
    }
    text
}
