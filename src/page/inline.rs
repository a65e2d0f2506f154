//! Inlines become runs: roles are chosen, links get their targets, mathematics its one-line form.

use super::flow::{Form, Text};
use super::{DEEPEST, Parts, Target, math};
use crate::content::{Inline, LinkTo};
use crate::ink::{Role, clean_line};
use std::borrow::Cow;

/// The text of some inlines, in this role where they do not ask for another.
pub(super) fn collect<'a>(inlines: &'a [Inline], role: Role, parts: &Parts<'_>) -> Text<'a> {
    let mut collector = Collector { parts, text: Text::default() };
    collector.all(inlines, Style { role, link: None }, 0);
    collector.text
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
            Inline::Text(text) => {
                self.text.push(clean_line(text), style.role, Form::Words, style.link);
            }
            Inline::Code(text) => self.source(text, style),
            Inline::Math(tex) => match math::line(tex) {
                Some(text) => {
                    let role = if style.link.is_some() { style.role } else { Role::Math };
                    let text = Cow::Owned(clean_line(&text).into_owned());
                    self.text.push(text, role, Form::Whole, style.link);
                }
                None => self.source(tex, style),
            },
            Inline::Emphasis(inside) => self.all(inside, style.inside(Role::Emphasis), depth + 1),
            Inline::Strong(inside) => self.all(inside, style.inside(Role::Strong), depth + 1),
            Inline::Struck(inside) => self.all(inside, style.inside(Role::Dim), depth + 1),
            Inline::Link { to, text } => self.link(to, text, depth),
            Inline::Break => self.text.push(Cow::Borrowed(""), style.role, Form::Break, None),
        }
    }

    fn source(&mut self, text: &'a str, style: Style) {
        let role = if style.link.is_some() { style.role } else { Role::Code };
        self.text.push(clean_line(text), role, Form::Exact, style.link);
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
            self.text.push(shown, role, Form::Words, link);
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
