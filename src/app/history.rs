//! Where the reader came from, as in a browser: back, and forward again.

/// A page and the place on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The topic.
    pub slug: String,
    /// The first line in view.
    pub scroll: usize,
    /// The path in which the page stood.
    pub path: Option<String>,
}

/// The pages before and after the present one.
#[derive(Debug, Default)]
pub struct History {
    before: Vec<Stop>,
    after: Vec<Stop>,
}

/// More than anyone walks back; keeps a long session small.
const LONGEST: usize = 500;

impl History {
    /// A new page is opened from `here`.
    pub fn visit(&mut self, here: Stop) {
        if self.before.len() == LONGEST {
            self.before.remove(0);
        }
        self.before.push(here);
        self.after.clear();
    }

    /// The page before, `here` kept for the way forward.
    pub fn back(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.before.pop()?;
        self.after.push(here);
        Some(stop)
    }

    /// The page after.
    pub fn forward(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.after.pop()?;
        self.before.push(here);
        Some(stop)
    }

    /// How many pages lie before.
    pub fn depth(&self) -> usize {
        self.before.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(slug: &str) -> Stop {
        Stop { slug: slug.to_owned(), scroll: 0, path: None }
    }

    #[test]
    fn back_and_forward_as_in_a_browser() {
        let mut history = History::default();
        history.visit(stop("a"));
        history.visit(stop("b"));
        assert_eq!(history.back(stop("c")), Some(stop("b")));
        assert_eq!(history.back(stop("b")), Some(stop("a")));
        assert_eq!(history.back(stop("a")), None);
        assert_eq!(history.forward(stop("a")), Some(stop("b")));
        history.visit(stop("b"));
        assert_eq!(history.forward(stop("d")), None, "a new page cuts the way forward");
    }
}
