//! Words and their rows of numbers, for demos with the parameters `text` and `x`.

use crate::attention::lexicon;
use crate::demo::DemoError;
use crate::lesson::Lesson;
use crate::make::{Labels, given};
use crate::math;
use crate::params::{ParamKind, ParamSpec, Params, Value, bad, counted};
use crate::report::{Kind, Origin, Source, Table};
use crate::shared::numbered;
use ndarray::Array2;

/// The most words that these demos take, and the widest row of numbers.
pub(crate) const MOST: usize = 24;
pub(crate) const WIDEST: usize = 16;

/// Rows for places as training might leave them: set by hand.
pub(crate) const PLACES: [[f64; 4]; 16] = [
    [0.6, -0.1, 0.3, 0.2],
    [0.4, 0.3, 0.1, -0.2],
    [0.1, 0.5, -0.2, -0.1],
    [-0.2, 0.5, -0.3, 0.3],
    [-0.4, 0.2, 0.1, 0.4],
    [-0.5, -0.1, 0.4, 0.0],
    [-0.3, -0.4, 0.3, -0.3],
    [0.0, -0.5, -0.1, -0.4],
    [0.3, -0.4, -0.4, 0.1],
    [0.5, -0.2, -0.2, 0.4],
    [0.5, 0.1, 0.2, 0.3],
    [0.3, 0.4, 0.4, -0.1],
    [-0.1, 0.5, 0.1, -0.4],
    [-0.3, 0.3, -0.3, -0.2],
    [-0.5, 0.0, -0.4, 0.2],
    [-0.4, -0.3, 0.0, 0.5],
];

/// The parameter `text` with its default.
pub(crate) const fn text(default: &'static str) -> ParamSpec {
    ParamSpec {
        name: "text",
        about: "words between spaces; one outside the small lexicon gets a random stand-in",
        kind: ParamKind::Tokens { max: MOST },
        default,
        per_head: false,
    }
}

/// The parameter `x`, filled in from the words.
pub(crate) const X: ParamSpec = ParamSpec {
    name: "x",
    about: "your own word rows; text then only labels them, if the count fits",
    kind: ParamKind::Matrix { max_rows: MOST, max_cols: WIDEST },
    default: "",
    per_head: false,
};

/// Words with their rows.
pub(crate) struct Words {
    /// A label for each row, said once even where a word is repeated.
    pub(crate) labels: Vec<String>,
    /// Labels of the columns.
    pub(crate) features: Vec<String>,
    /// n × width.
    pub(crate) x: Array2<f64>,
    /// The reader's or ours.
    pub(crate) from: Source,
    random_rows: Vec<usize>,
}

impl Words {
    /// Reads `text` and `x`.
    ///
    /// # Errors
    /// `x` as `identity`, which has no size here.
    pub(crate) fn read(params: &Params) -> Result<Self, DemoError> {
        let words = params.words("text").to_vec();
        let Some(x) = given_matrix(params, "x")? else {
            let rows: Vec<_> = words.iter().map(|word| lexicon::embed(word)).collect();
            let numbers = rows.iter().flat_map(|row| row.features).collect();
            let shape = (rows.len(), lexicon::FEATURES.len());
            let random = rows.iter().enumerate().filter(|(_, row)| row.random);
            return Ok(Self {
                random_rows: random.map(|(index, _)| index).collect(),
                x: Array2::from_shape_vec(shape, numbers).unwrap_or_default(),
                labels: words,
                features: lexicon::FEATURES.map(str::to_owned).into(),
                from: Source::HandSet,
            });
        };
        let labels = if words.len() == x.nrows() { words } else { numbered(x.nrows()) };
        let (features, random_rows) = (numbered(x.ncols()), Vec::new());
        Ok(Self { labels, features, x, from: Source::Parameter, random_rows })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.labels.len()
    }

    /// Puts the table `x` into a lesson.
    pub(crate) fn put(&self, lesson: &mut Lesson) {
        let (rows, cols) = (self.labels.clone(), self.features.clone());
        let x = given("x", Kind::Embedding, self.x.clone(), self.from.clone());
        let x = x.labels(Labels { axes: ("word", "feature"), rows, cols });
        lesson.put(Table { random_rows: self.random_rows.clone(), ..x });
    }

    /// What the rows are, for the first step.
    pub(crate) fn says(&self) -> String {
        if self.from == Source::Parameter {
            return "Your own rows of numbers.".to_owned();
        }
        let random = match self.random_rows.len() {
            0 => String::new(),
            count => format!(
                " {} not in the small lexicon: random stand-ins.",
                counted(count, "word is", "words are")
            ),
        };
        format!(
            "Each word is four numbers: how much it is a thing, an action, a pointer such as \
             \"it\", and a filler such as \"the\".{random}"
        )
    }

    /// "6 words", "1 word".
    pub(crate) fn counted(&self) -> String {
        counted(self.count(), "word", "words")
    }
}

/// A matrix that the reader put in.
///
/// # Errors
/// `identity`, where the size is not known.
pub(crate) fn given_matrix(params: &Params, name: &str) -> Result<Option<Array2<f64>>, DemoError> {
    match params.value(name) {
        Some(Value::Matrix(matrix)) => Ok(Some(matrix.clone())),
        Some(Value::Identity) => {
            let allowed = "rows of numbers are expected".to_owned();
            Err(bad(name, "\"identity\"".to_owned(), allowed))
        }
        _ => Ok(None),
    }
}

/// Given, if the reader put in one of these, else hand-set.
pub(crate) fn origin(params: &Params, names: &[&str]) -> (Origin, String) {
    if names.iter().any(|name| params.is_given(name)) {
        (Origin::Given, "numbers as given".to_owned())
    } else {
        (Origin::HandSet, "hand-set numbers".to_owned())
    }
}

/// So many of the rows for places, so wide; beyond four columns they are repeated.
pub(crate) fn places(count: usize, width: usize) -> Array2<f64> {
    Array2::from_shape_fn((count, width), |(row, col)| {
        let row = PLACES.get(row).or(PLACES.last());
        row.and_then(|row| row.get(col % row.len())).copied().unwrap_or(0.0)
    })
}

/// Shares are at least 0, and in each row one is above.
///
/// # Errors
/// The first that is below 0, or the first row with nothing above.
pub(crate) fn check_shares(name: &str, values: &Array2<f64>) -> Result<(), DemoError> {
    for (index, row) in values.rows().into_iter().enumerate() {
        let place = if values.nrows() == 1 {
            name.to_owned()
        } else {
            format!("{name}, row {}", index + 1)
        };
        if let Some(below) = row.iter().find(|share| **share < 0.0) {
            let allowed = "shares of at least 0 are expected".to_owned();
            return Err(bad(&place, below.to_string(), allowed));
        }
        if math::sum(row) <= 0.0 {
            let allowed = "a share above 0 is expected".to_owned();
            return Err(bad(&place, "only 0".to_owned(), allowed));
        }
    }
    Ok(())
}
