//! Inlines become runs: roles are chosen, links get their targets, mathematics its one-line form.

use super::flow::{Form, Text};
use super::{Claimed, DEEPEST, Parts, Target, math};
use crate::content::{Inline, LinkTo, Sentence};
use crate::ink::{Role, clean_line};
use std::borrow::Cow;

/// The text of some inlines, in this role where they do not ask for another.
pub(super) fn collect<'a>(inlines: &'a [Inline], role: Role, parts: &Parts<'_>) -> Text<'a> {
    collect_marked(inlines, role, parts, &[])
}

/// The same; each of the sentences, in their order, is a place and ends with its mark.
pub(super) fn collect_marked<'a>(
    inlines: &'a [Inline],
    role: Role,
    parts: &Parts<'_>,
    sentences: &[(Sentence, &Claimed)],
) -> Text<'a> {
    let mut text = Text::default();
    let marked = sentences.iter().map(|(sentence, claimed)| Marked {
        sentence: *sentence,
        link: text.target(Target::Claim(claimed.claim)),
        holds: claimed.holds,
    });
    let marked = marked.collect();
    let mut collector = Collector { parts, text, marked, leaves: 0 };
    collector.all(inlines, Style { role, link: None }, 0);
    collector.text
}

/// A sentence that gets a mark.
struct Marked {
    sentence: Sentence,
    link: usize,
    holds: bool,
}

#[derive(Clone, Copy)]
struct Style {
    role: Role,
    link: Option<usize>,
}

impl Style {
    /// The role inside emphasis and the like: a link stays a link, a heading a heading.
    fn inside(self, role: Role) -> Self {
        let plain = matches!(
            self.role,
            Role::Text | Role::Emphasis | Role::Strong | Role::Quote | Role::Dim
        );
        Self { role: if self.link.is_none() && plain { role } else { self.role }, ..self }
    }
}

struct Collector<'a, 'p> {
    parts: &'p Parts<'p>,
    text: Text<'a>,
    marked: Vec<Marked>,
    /// Pieces of text so far, counted as `content::sentence` counts them.
    leaves: usize,
}

impl<'a> Collector<'a, '_> {
    fn all(&mut self, inlines: &'a [Inline], style: Style, depth: usize) {
        if depth > DEEPEST {
            self.text.words("[nested too deeply to be shown]", Role::Dim);
            return;
        }
        for inline in inlines {
            self.one(inline, style, depth);
        }
    }

    fn one(&mut self, inline: &'a Inline, style: Style, depth: usize) {
        match inline {
            Inline::Text(text) => self.leaf(text, style.role, Form::Words, style.link),
            Inline::Code(text) => self.source(text, style),
            Inline::Math(tex) => match math::line(tex) {
                Some(text) => {
                    let role = if style.link.is_some() { style.role } else { Role::Math };
                    let text = Cow::Owned(clean_line(&text).into_owned());
                    self.unit((text, tex.len()), role, Form::Whole, style.link);
                }
                None => self.source(tex, style),
            },
            Inline::Emphasis(inside) => self.all(inside, style.inside(Role::Emphasis), depth + 1),
            Inline::Strong(inside) => self.all(inside, style.inside(Role::Strong), depth + 1),
            Inline::Struck(inside) => self.all(inside, style.inside(Role::Dim), depth + 1),
            Inline::Link { to, text } => self.link(to, text, depth),
            Inline::Break => self.unit((Cow::Borrowed(""), 1), style.role, Form::Break, None),
        }
    }

    /// A piece of text, cut where a sentence that is marked begins or ends.
    fn leaf(&mut self, text: &'a str, role: Role, form: Form, link: Option<usize>) {
        let number = self.leaves;
        self.leaves += 1;
        let mut done = 0;
        for index in 0..self.marked.len() {
            let Some(marked) = self.marked.get(index) else { continue };
            let Some((from, to)) = marked.sentence.within(number, text.len()) else { continue };
            let own = link.or(Some(marked.link));
            let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
            self.text.push(clean_line(piece(done, from)), role, form, link);
            self.text.push(clean_line(piece(from, to)), role, form, own);
            self.end_sentence(index, number);
            done = to;
        }
        self.text.push(clean_line(text.get(done..).unwrap_or_default()), role, form, link);
    }

    /// A piece of text that is not cut, with the length of its source.
    fn unit(
        &mut self,
        (text, length): (Cow<'a, str>, usize),
        role: Role,
        form: Form,
        link: Option<usize>,
    ) {
        let number = self.leaves;
        self.leaves += 1;
        let within = |marked: &Marked| marked.sentence.within(number, length).is_some();
        let index = self.marked.iter().position(within);
        let own = index.and_then(|index| self.marked.get(index)).map(|marked| marked.link);
        self.text.push(text, role, form, link.or(own));
        if let Some(index) = index {
            self.end_sentence(index, number);
        }
    }

    /// The mark of a sentence, if it ends in this leaf.
    fn end_sentence(&mut self, index: usize, leaf: usize) {
        let Some(marked) = self.marked.get(index).filter(|marked| marked.sentence.end.0 == leaf)
        else {
            return;
        };
        let (mark, role) = if marked.holds { (" ✓", Role::Done) } else { (" ✗", Role::Error) };
        self.text.push(Cow::Borrowed(mark), role, Form::Whole, Some(marked.link));
    }

    fn source(&mut self, text: &'a str, style: Style) {
        let role = if style.link.is_some() { style.role } else { Role::Code };
        self.leaf(text, role, Form::Exact, style.link);
    }

    fn link(&mut self, to: &'a LinkTo, text: &'a [Inline], depth: usize) {
        let (target, role) = match to {
            LinkTo::Topic(slug, anchor) => {
                let role = if (self.parts.done)(slug) { Role::LinkDone } else { Role::Link };
                (Target::Topic(slug.clone(), anchor.clone()), role)
            }
            LinkTo::Heading(anchor) => (Target::Heading(anchor.clone()), Role::Link),
            LinkTo::Url(url) => (Target::Url(url.clone()), Role::Link),
            LinkTo::Missing(name) => (Target::Missing(name.clone()), Role::LinkMissing),
        };
        let link = Some(self.text.target(target));
        if text.is_empty() {
            let shown = self.name(to);
            let length = shown.len();
            self.unit((shown, length), role, Form::Words, link);
        } else {
            self.all(text, Style { role, link }, depth + 1);
        }
    }

    /// What a link without a text shows.
    fn name(&self, to: &LinkTo) -> Cow<'a, str> {
        let name = match to {
            LinkTo::Topic(slug, _) => (self.parts.title_of)(slug).unwrap_or_else(|| slug.clone()),
            LinkTo::Heading(name) | LinkTo::Url(name) | LinkTo::Missing(name) => name.clone(),
        };
        Cow::Owned(clean_line(&name).into_owned())
    }
}
