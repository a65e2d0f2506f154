//! From the name that an author types to the title and the slug.

use crate::content::fold;
use crate::ink::clean_line;
use std::borrow::Cow;

/// A name as title and as slug.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// For people.
    pub title: String,
    /// For files and links.
    pub slug: String,
}

impl Named {
    /// Reads a name; says why none can be made of it.
    pub fn of(name: &str) -> Result<Self, String> {
        let name = name.trim();
        if matches!(clean_line(name), Cow::Owned(_)) {
            return Err(format!("\"{name}\" holds control characters; a name has none"));
        }
        let mut slug = String::new();
        for c in fold(name).chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if c.is_alphanumeric() {
                return Err(format!(
                    "no file name can be made of \"{name}\": slugs have no \"{c}\". Use a-z, 0-9 and -, and write the title into the file"
                ));
            } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-').to_owned();
        if slug.is_empty() {
            return Err(format!("no file name can be made of \"{name}\"; use a-z, 0-9 and -"));
        }
        let title = if name == slug { as_title(&slug) } else { name.to_owned() };
        Ok(Self { title, slug })
    }

    /// A template with its title and slug.
    pub fn fill(&self, template: &str) -> String {
        template.replace("{slug}", &self.slug).replace("\"{title}\"", &in_quotes(&self.title))
    }
}

/// A slug as a title: "dot-product" is "Dot product".
fn as_title(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Text as YAML between double quotes.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles_and_slugs() {
        for (name, title, slug) in [
            ("dot-product", "Dot product", "dot-product"),
            ("Dot Product", "Dot Product", "dot-product"),
            ("BERT_base", "BERT_base", "bert-base"),
            (" Bayes' rule ", "Bayes' rule", "bayes-rule"),
            ("../../etc/passwd", "../../etc/passwd", "etc-passwd"),
            ("What is \"1 + 1\"?", "What is \"1 + 1\"?", "what-is-1-1"),
            ("C++", "C++", "c"),
        ] {
            let named = Named::of(name).unwrap();
            assert_eq!((named.title.as_str(), named.slug.as_str()), (title, slug), "{name}");
        }
    }

    #[test]
    fn a_name_without_a_slug_is_refused_with_what_is_allowed() {
        for (name, said) in [
            ("", "a-z, 0-9"),
            ("---", "a-z, 0-9"),
            ("Éclair", "\"é\""),
            ("注意", "\"注\""),
            ("a\u{1b}[2Jb", "control characters"),
            ("two\nlines", "control characters"),
        ] {
            let refused = Named::of(name).unwrap_err();
            assert!(refused.contains(said), "{name:?}: {refused}");
        }
    }

    #[test]
    fn quotes_in_a_title_stay_inside_its_quotes() {
        let named = Named::of("The \"dot\" \\ product").unwrap();
        assert_eq!(named.fill("title: \"{title}\""), r#"title: "The \"dot\" \\ product""#);
    }
}
